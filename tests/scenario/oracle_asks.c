/* The oracle's questions by one-time link: the question and its answer are the
 * asking unit's, of the class it chose. SPDX-License-Identifier: EUPL-1.2 */
#include "oracle.h"

#include "base/clock.h"
#include "message/ask.h"

static const struct {
    enum info_class class_;
    const char *question;
    const char *answer;
} kinds[] = {
    {CLASS_PLAN, "Planspm", "Plansvar"},
    {CLASS_WELFARE, "Velferdspm", "Velferdsvar"},
    {CLASS_HEALTH, "Helsespm", "Helsesvar"},
};

static struct str
word_of(struct proof *p, const char *what, int i)
{
    return str_fmt(p->mem, "%s%c", what, 'a' + i);
}

static void
write_ask(struct proof *p, int i, size_t k)
{
    struct call c = oracle_by(p, "tone");
    struct ask_secret s = {.token = STR_NONE};
    struct ask a = {.case_id = p->of[i].id,
                    .service = OUTSIDE_SCHOOL,
                    .recipient = STR("Lærer Oppdiktet"),
                    .text = word_of(p, kinds[k].question, i),
                    .class_ = kinds[k].class_,
                    .basis = BASIS_DUTY,
                    .last_day = date_add(c.today, 10)};

    oracle_must(ask_app_send(&c, &a, &s), "question");
    c = (struct call){.mem = p->mem,
                      .sv = &p->world.w.sv,
                      .now = clock_now(),
                      .today = date_in_oslo(clock_now()),
                      .request_id = STR("oracle"),
                      .who = {.role = ROLE_PUBLIC}};
    oracle_must(
        ask_link_answer(&c, &s, ASK_WAITS, word_of(p, kinds[k].answer, i)),
        "answer");
}

void
oracle_write_asks(struct proof *p, int i)
{
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
        write_ask(p, i, k);
}

void
oracle_asks(struct proof *p, const struct watcher *w, int i)
{
    struct str road = str_fmt(p->mem, "%.*s/sporsmal", STR_FMT(p->of[i].path));
    /* questions are not an action of a function that is limited */
    bool knows = !w->limited && oracle_knows(p, i, w);
    bool there;

    world_get(&p->world, road);
    there = p->world.status == 200;
    oracle_judge(p, w, road, there, knows);
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        bool should = knows && oracle_shared(p, i, w, kinds[k].class_,
                                             p->owner.who.unit.v);

        oracle_judge(
            p, w, road,
            there && str_has(p->world.body, word_of(p, kinds[k].question, i)),
            should);
        oracle_judge(p, w, road,
                     there &&
                         str_has(p->world.body, word_of(p, kinds[k].answer, i)),
                     should);
    }
}
