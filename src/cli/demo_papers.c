/* The demo's documents of meetings, put there and released by the same app
 * functions that people use. All made up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "body/paper_app.h"
#include "notify/pdf.h"

const struct err *
demo_paper_file(struct arena *mem, struct instant now, struct str title,
                struct str text, struct paper_file *out)
{
    const struct pdf_block block[] = {{.kind = PDF_TITLE, .text = title},
                                      {.kind = PDF_TEXT, .text = text}};
    struct pdf_doc doc = {.lang = "nb",
                          .title = title,
                          .mark = STR("Oppdiktet dokument"),
                          .page_of = STR("Side %d av %d"),
                          .made = now,
                          .block = block,
                          .n = ARRAY_LEN(block)};

    *out = (struct paper_file){.name = STR("dokument.pdf"),
                               .type = STR("application/pdf")};
    return pdf_write(mem, &doc, &out->bytes);
}

struct stage {
    struct arena *mem;
    const struct services *sv;
    struct instant now;
};

static const struct err *
put(const struct stage *s, const char *who, enum paper_of of, int64_t owner,
    struct str title, struct str text, int64_t *out)
{
    struct paper_file f;
    struct call c;
    const struct err *err = demo_paper_file(s->mem, s->now, title, text, &f);

    if (!err)
        err = demo_act_as(&c, s->mem, s->sv, who, s->now);
    return err ? err : body_paper_add(&c, of, owner, title, &f, out);
}

static const struct err *
release(const struct stage *s, const char *who, int64_t paper)
{
    struct call c;
    const struct err *err = demo_act_as(&c, s->mem, s->sv, who, s->now);

    return err ? err : body_paper_release(&c, paper, 1, true);
}

/* To the first matter of a meeting that is to come. */
static const struct err *
fill_coming(const struct stage *s, meeting_id id)
{
    struct meeting_whole w;
    struct call c;
    int64_t paper = 0;
    const struct err *err = demo_act_as(&c, s->mem, s->sv, "ola", s->now);

    if (!err)
        err = meeting_app_view(&c, id, &w);
    if (err || w.items.n == 0)
        return err;
    return put(s, "ola", PAPER_ITEM, w.items.row[0].id.v,
               STR("Simulering med to til seks team"),
               STR("Med fire team er ventetiden under målet i tre av fire "
                   "måneder. Alle tall er oppdiktet."),
               &paper);
}

/* What both parties released of a meeting that was held. */
static const struct err *
fill_held(const struct stage *s, meeting_id id)
{
    int64_t paper = 0;
    const struct err *err = put(
        s, "ingrid", PAPER_MEETING, id.v,
        STR("Rutine for særlig komplekse saker"),
        STR("Uenighet løftes trinn for trinn, først mellom lederne. Teksten er "
            "oppdiktet."),
        &paper);

    if (!err)
        err = release(s, "ingrid", paper);
    return err ? err : release(s, "ola", paper);
}

const struct err *
demo_fill_papers(struct arena *mem, const struct services *sv,
                 struct instant now)
{
    struct stage s = {mem, sv, now};
    struct body_whole w;
    struct call c;
    body_id rsbu = {0};
    bool held = false;
    const struct err *err = demo_find_rsbu(mem, sv, &rsbu);

    if (!err)
        err = demo_act_as(&c, mem, sv, "ingrid", now);
    if (!err)
        err = body_app_view(&c, rsbu, STR_NONE, &w);
    for (size_t i = 0; !err && i < w.meetings.n; i++) {
        const struct meeting *m = &w.meetings.row[i];

        if (m->state <= MEETING_CALLED)
            err = fill_coming(&s, m->id);
        else if (m->state == MEETING_SENT && !held) {
            held = true;
            err = fill_held(&s, m->id);
        }
    }
    return err;
}
