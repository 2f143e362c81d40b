/* cold HELHET FOLDER: starts the program and prints how many milliseconds pass
 * until it has answered its first request. SPDX-License-Identifier: EUPL-1.2 */
#include "base/buf.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static pid_t
start(char *program, const char *folder, int *out)
{
    static char word[] = "serve";
    char *argv[] = {program, word, NULL};
    int ends[2];
    pid_t pid;

    if (pipe(ends) != 0)
        exit(1);
    pid = fork();
    if (pid == 0) {
        (void)setenv("HELHET_DATA", folder, 1);
        (void)setenv("HELHET_DEMO", "1", 1);
        (void)setenv("HELHET_LISTEN", "127.0.0.1:0", 1);
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)execv(program, argv);
        _exit(127);
    }
    (void)close(ends[1]);
    *out = ends[0];
    return pid;
}

static int
port_said(int fd)
{
    char text[256];
    size_t n = 0;
    const char *colon;

    while (n < sizeof text - 1) {
        ssize_t got = read(fd, text + n, sizeof text - 1 - n);

        if (got <= 0)
            exit(1);
        n += (size_t)got;
        text[n] = 0;
        if (strchr(text, '\n'))
            break;
    }
    colon = strrchr(text, ':');
    return colon ? (int)strtol(colon + 1, NULL, 10) : 0;
}

static bool
answers(int port)
{
    static const char ask[] = "GET /logg-inn HTTP/1.1\r\nHost: localhost\r\n"
                              "Connection: close\r\n\r\n";
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char head[16] = "";
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool good = fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof a) == 0 &&
                write(fd, ask, sizeof ask - 1) == sizeof ask - 1 &&
                read(fd, head, 12) == 12;

    (void)close(fd);
    return good && strcmp(head, "HTTP/1.1 200") == 0;
}

int
main(int argc, char **argv)
{
    double from = now_ms();
    double took;
    int out = -1;
    bool good;
    pid_t pid;

    if (argc != 3)
        return 2;
    pid = start(argv[1], argv[2], &out);
    good = answers(port_said(out));
    took = now_ms() - from;
    (void)kill(pid, SIGTERM);
    (void)waitpid(pid, NULL, 0);
    printf("%.0f\n", took);
    return good ? 0 : 1;
}
