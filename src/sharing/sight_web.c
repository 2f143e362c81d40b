/* The page of what a function lets its holder see.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/buf.h"
#include "sharing/share.h"
#include "sharing/sight_pages.h"
#include "text/messages_registry.h"
#include "text/messages_sharing.h"

enum { WHY_MAX_CHARS = 500, WORD_MAX_CHARS = 20 };

/* The one function that is limited. */
#define LIMITED FUNCTION_CARE_STAFF

static const struct sight_class *
class_lines(struct page *pg, uint32_t seen)
{
    struct sight_class *line = ARENA_NEW_N(pg->mem, struct sight_class,
                                           CLASS_COUNT);

    for (unsigned k = 0; k < CLASS_COUNT; k++) {
        bool is = (seen >> k & 1) != 0;

        line[k] = (struct sight_class){
            info_class_message((enum info_class)k),
            {is ? STATUS_OK : STATUS_NEUTRAL,
             words(pg, is ? MSG_SIGHT_SEEN : MSG_SIGHT_NOT_SEEN)}};
    }
    return line;
}

static struct str
class_names(struct page *pg, uint32_t seen)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (unsigned k = 0; k < CLASS_COUNT; k++) {
        if ((seen >> k & 1) == 0)
            continue;
        if (buf_done(&b).n > 0)
            buf_cz(&b, ". ");
        buf_str(&b, words(pg, info_class_message((enum info_class)k)));
    }
    return buf_done(&b);
}

static const struct sight_row *
rows_of(struct page *pg, const struct sight_list *list)
{
    struct sight_row *row = ARENA_NEW_N(pg->mem, struct sight_row, list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        row[i] = (struct sight_row){
            list->row[i].valid_from, class_names(pg, list->row[i].classes),
            list->row[i].source,
            list->row[i].by.n ? list->row[i].by
                              : words(pg, MSG_SIGHT_CAME_WITH)};
    return row;
}

/* Without the core: that one always sees. */
static struct field_view
classes_field(const struct form_view *f, uint32_t seen)
{
    struct choice c[CLASS_COUNT] = {{.value = {0}}};
    size_t n = 0;

    for (int k = CLASS_CORE + 1; k < CLASS_COUNT; k++)
        c[n++] = (struct choice){
            .value = str_of(info_class_word((enum info_class)k)),
            .label = words(f->pg, info_class_message((enum info_class)k)),
            .selected = (seen >> k & 1) != 0};
    return field_choice(f, FIELD_CHECKS, "klasser", MSG_SIGHT_CHOOSE,
                        MSG_SIGHT_CHOOSE_HINT, c, n);
}

static const struct err *
show(struct call *c, struct page *pg, const struct http_req *req,
     const struct err *wrong)
{
    struct sight_list list;
    struct form_view f = form_view_of(pg, req, wrong);
    const struct err *err = sight_app_list(c, LIMITED, &list);

    if (!err) {
        struct sight_view v = {.function = function_kind_message(LIMITED),
                               .classes = class_lines(pg, list.now),
                               .classes_n = CLASS_COUNT,
                               .rows = rows_of(pg, &list),
                               .rows_n = list.n,
                               .may_decide = call_may_role(c, ACT_SIGHT_EDIT),
                               .errors = errors_of(&f),
                               .choice = classes_field(&f, list.now),
                               .why = field_area(&f, "grunn", MSG_SIGHT_WHY,
                                                 MSG_SIGHT_WHY_HINT, STR_NONE,
                                                 WHY_MAX_CHARS)};

        v.choice.optional = true;
        tpl_sight_page(pg, &v);
    }
    return err;
}

static const struct err *
get_sight(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    (void)req;
    (void)res;
    return show(c, pg, NULL, NULL);
}

static uint32_t
read_classes(struct form *f)
{
    struct str word;
    uint32_t bits = 0;

    for (size_t i = 0; form_each(f, "klasser", i, WORD_MAX_CHARS, &word); i++) {
        enum info_class k = CLASS_CORE;

        if (info_class_parse(word, &k))
            bits |= 1u << k;
        else
            form_fault(f, "klasser", MSG_FORM_CHOICE);
    }
    return bits;
}

static const struct err *
post_sight(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    uint32_t classes = read_classes(&f);
    struct str why = form_text_required(&f, "grunn", WHY_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = sight_app_decide(c, LIMITED, classes, why);
    if (form_shown_again(err, res))
        return show(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/funksjoner/innsyn"));
    return err;
}

const struct route sight_routes[] = {
    {HTTP_GET, "/funksjoner/innsyn", ACT_SIGHT_VIEW, get_sight},
    {HTTP_POST, "/funksjoner/innsyn", ACT_SIGHT_EDIT, post_sight},
};
const size_t sight_routes_n = ARRAY_LEN(sight_routes);

const struct menu_entry sight_menu[] = {
    {"/funksjoner/innsyn", MSG_SIGHT_MENU, MSG_REGISTRY_MENU_GROUP,
     ROLE_BIT(ADMINISTRATOR) | ROLE_BIT(LEADER) | ROLE_BIT(CARE_STAFF),
     "EyeWithPupil"},
};
const size_t sight_menu_n = ARRAY_LEN(sight_menu);
