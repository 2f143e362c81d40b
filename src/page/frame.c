/* Frames: gathers what the outer templates show.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page/frame.h"
#include "text/messages_page.h"

static const char *const scheme_words[] = {"auto", "light", "dark"};
static const int scheme_labels[] = {MSG_PAGE_SCHEME_AUTO, MSG_PAGE_SCHEME_LIGHT,
                                    MSG_PAGE_SCHEME_DARK};
/* Each language by its own name. */
static const int lang_labels[LANG_COUNT] = {MSG_PAGE_LANG_NB, MSG_PAGE_LANG_NN,
                                            MSG_PAGE_LANG_EN};

enum { WARN_BEFORE_S = 5 * 60 };

struct str
service_color(enum service_kind kind)
{
    switch (kind) {
    case SERVICE_CHILD_WELFARE:
        return STR("barnevern");
    case SERVICE_BUFETAT:
        return STR("bufetat");
    case SERVICE_HEALTH:
        return STR("helse");
    case SERVICE_MUNICIPALITY:
        return STR("kommune");
    case SERVICE_CHILD:
        return STR("accent");
    case SERVICE_OTHER:
        return STR("neutral");
    }
    return STR("neutral");
}

struct str
words(const struct page *pg, int msg)
{
    return msg ? msg_plain(pg->lang, msg) : STR_NONE;
}

/* Bytes of the UTF-8 character at the start of s. */
static size_t
char_bytes(struct str s)
{
    size_t n = 1;

    while (n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n++;
    return n;
}

struct str
page_initials(struct arena *mem, struct str name)
{
    struct str first = STR_NONE;
    struct str last = STR_NONE;
    struct buf b;

    while (name.n > 0) {
        struct str word;

        str_split(name, ' ', &word, &name);
        if (word.n == 0)
            continue;
        if (first.n == 0)
            first = word;
        else
            last = word;
    }
    buf_init(&b, mem);
    if (first.n > 0)
        buf_bytes(&b, first.p, char_bytes(first));
    if (last.n > 0)
        buf_bytes(&b, last.p, char_bytes(last));
    return buf_done(&b);
}

static void
fill_choices(const struct page *pg, struct frame *f)
{
    struct frame_choice *lang = ARENA_NEW_N(pg->mem, struct frame_choice,
                                            LANG_COUNT);
    struct frame_choice *scheme = ARENA_NEW_N(pg->mem, struct frame_choice,
                                              ARRAY_LEN(scheme_words));

    f->scheme = str_of(scheme_words[0]);
    for (size_t i = 0; i < ARRAY_LEN(scheme_words); i++)
        if (str_eq_cz(pg->scheme, scheme_words[i]))
            f->scheme = str_of(scheme_words[i]);
    for (size_t i = 0; i < ARRAY_LEN(scheme_words); i++)
        scheme[i] = (struct frame_choice){
            .value = str_of(scheme_words[i]),
            .label = msg_plain(pg->lang, scheme_labels[i]),
            .current = str_eq_cz(f->scheme, scheme_words[i])};
    for (unsigned l = 0; l < LANG_COUNT; l++)
        lang[l] = (struct frame_choice){
            .value = str_of(lang_code((enum lang)l)),
            .label = msg_plain((enum lang)l, lang_labels[l]),
            .current = pg->lang == l};
    f->schemes = scheme;
    f->schemes_n = ARRAY_LEN(scheme_words);
    f->langs = lang;
    f->langs_n = LANG_COUNT;
}

/* Entries of one group stand side by side: each change starts a group. */
static void
fill_menu(const struct page *pg, struct frame *f)
{
    const struct page_user *u = pg->user;
    struct frame_entry *entry = ARENA_NEW_N(pg->mem, struct frame_entry,
                                            u->nav_n + 1);
    struct frame_group *group = ARENA_NEW_N(pg->mem, struct frame_group,
                                            u->nav_n + 1);
    size_t n = 0;

    for (size_t i = 0; i < u->nav_n; i++) {
        const struct nav_item *item = &u->nav[i];

        entry[i] = (struct frame_entry){item->href, item->label, item->icon,
                                        item->current, item->count};
        if (n == 0 || group[n - 1].label != item->group)
            group[n++] = (struct frame_group){item->group, &entry[i], 0};
        group[n - 1].items_n++;
    }
    f->groups = group;
    f->groups_n = n;
}

static struct frame
frame_of(const struct page *pg, struct str title)
{
    struct frame f = {
        .title = title,
        .lang = str_of(lang_code(pg->lang)),
        .css = http_asset_url(pg->mem, "app.css"),
        .js = http_asset_url(pg->mem, "app.js"),
        .favicon = http_asset_url(pg->mem, "favicon.svg"),
        .path = pg->path,
        .notice = pg->notice,
        .notice_alarms = pg->notice_alarms,
        .version = pg->version,
        .demo = pg->demo,
        .has_errors = pg->has_errors,
        .may_choose = pg->csrf.n > 0,
        .user = pg->user,
    };

    if (pg->session_left_s > WARN_BEFORE_S)
        f.warn_s = pg->session_left_s - WARN_BEFORE_S;
    fill_choices(pg, &f);
    if (pg->user) {
        f.initials = page_initials(pg->mem, pg->user->name);
        f.color = service_color(pg->user->service);
        fill_menu(pg, &f);
    }
    return f;
}

void
frame_staff_begin(struct page *pg, struct str title)
{
    struct frame f = frame_of(pg, title);

    tpl_frame_staff_begin(pg, &f);
}

void
frame_staff_end(struct page *pg)
{
    struct frame f = frame_of(pg, STR_NONE);

    tpl_frame_staff_end(pg, &f);
}

void
frame_plain_begin(struct page *pg, struct str title)
{
    struct frame f = frame_of(pg, title);

    tpl_frame_plain_begin(pg, &f);
}

void
frame_plain_end(struct page *pg)
{
    struct frame f = frame_of(pg, STR_NONE);

    tpl_frame_plain_end(pg, &f);
}

void
frame_young_begin(struct page *pg, struct str title)
{
    struct frame f = frame_of(pg, title);

    tpl_frame_young_begin(pg, &f);
}

void
frame_young_end(struct page *pg)
{
    struct frame f = frame_of(pg, STR_NONE);

    tpl_frame_young_end(pg, &f);
}
