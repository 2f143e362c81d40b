/* Documents of meetings and matters: who may put, change, read, release them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/paper_app.h"

#include "body/body_app.h"
#include "body/paper_store.h"
#include "file/type.h"

/* --- what they belong to --- */

/* The body of a meeting or a matter, and both as far as there is one. */
static const struct err *
find_place(struct call *c, enum paper_of of, int64_t owner,
           struct paper_place *out)
{
    meeting_id meeting = {owner};
    const struct err *err = NULL;

    *out = (struct paper_place){.of = of, .m = {.held_on = c->today}};
    if (of == PAPER_EVIDENCE)
        return ERR(c->mem, NOT_FOUND);
    if (of == PAPER_ITEM) {
        err = item_store_get(&c->tx, (item_id){owner}, &out->item);
        meeting = out->item.meeting;
        out->b.id = out->item.body;
    }
    if (!err && meeting.v) {
        err = meeting_store_get(&c->tx, meeting, &out->m);
        out->b.id = out->m.body;
    }
    out->closed = out->m.state == MEETING_APPROVED ||
                  out->m.state == MEETING_CANCELLED ||
                  out->item.state == ITEM_TAKEN_BACK;
    return err;
}

static const struct err *
read_place(struct call *c, struct paper_place *at)
{
    const struct err *err = body_store_get(&c->tx, at->b.id, &at->b);

    if (!err)
        err = body_store_units(&c->tx, at->b.id, at->m.held_on, &at->units);
    for (size_t i = 0; !err && i < at->units.n; i++)
        at->parties += at->units.row[i].part == PART_PARTY;
    return err ? err : body_may_in(c, at->b.id, &at->may);
}

/* Opens a call on a place. */
static const struct err *
begin_place(struct call *c, enum action a, enum paper_of of, int64_t owner,
            struct paper_place *at)
{
    const struct err *err = call_begin(c, a);

    if (err)
        return err;
    err = find_place(c, of, owner, at);
    if (!err)
        err = call_permit(c, a, subject_body(at->b.id.v));
    if (!err)
        err = read_place(c, at);
    return err ? call_end(c, a, owner, err) : NULL;
}

const struct err *
body_paper_list(struct call *c, enum paper_of of, int64_t owner,
                struct paper_place *out)
{
    const enum action a = ACT_BODY_VIEW;
    const struct err *err = begin_place(c, a, of, owner, out);

    if (err)
        return err;
    err = paper_list_in(c, of, owner, out->may.party, &out->papers);
    return call_end(c, a, owner, err);
}

/* --- one --- */

static bool
may_change(const struct call *c, const struct body_paper *p)
{
    return !p->at.closed &&
           (p->at.may.run ||
            (p->at.may.propose && p->paper.unit.v == c->who.unit.v));
}

/* Ends a call that was refused: who does not see the body is not told whether
 * there is such a document. */
static const struct err *
end_hidden(struct call *c, enum action a, int64_t id, body_id body,
           const struct err *err)
{
    bool sees = true;
    const struct err *failed = NULL;

    if (err->kind == DENIED)
        failed = body_sees_in(c, body, &sees);
    err = call_end(c, a, id, failed ? failed : err);
    return sees ? err : ERR(c->mem, NOT_FOUND);
}

/* Opens a call on a document. */
static const struct err *
begin_paper(struct call *c, enum action a, int64_t id, struct body_paper *out)
{
    const struct err *err = call_begin(c, a);

    *out = (struct body_paper){0};
    if (err)
        return err;
    err = paper_in(c, id, (unit_id){0}, &out->paper);
    if (!err)
        err = find_place(c, out->paper.of, out->paper.owner, &out->at);
    if (!err)
        err = call_permit(c, a, subject_body(out->at.b.id.v));
    if (!err)
        err = read_place(c, &out->at);
    if (!err)
        err = paper_in(c, id, out->at.may.party, &out->paper);
    out->may_change = !err && may_change(c, out);
    return err ? end_hidden(c, a, id, out->at.b.id, err) : NULL;
}

/* How a plain text begins. */
static const struct err *
read_beginning(struct call *c, struct body_paper *p)
{
    struct paper_version v;
    struct str bytes = STR_NONE;
    const struct err *err = NULL;

    if (p->paper.removed_at.us || !str_eq_cz(p->paper.type, "text/plain"))
        return NULL;
    err = paper_read_in(c, &p->paper, 0, &v, &bytes);
    if (!err)
        p->text = file_beginning(v.type, bytes);
    return err;
}

const struct err *
body_paper_view(struct call *c, int64_t id, struct body_paper *out)
{
    const enum action a = ACT_BODY_VIEW;
    const struct err *err = begin_paper(c, a, id, out);

    if (err)
        return err;
    err = paper_versions_in(c, id, &out->versions);
    if (!err)
        err = read_beginning(c, out);
    return call_end(c, a, id, err);
}

const struct err *
body_paper_file(struct call *c, int64_t id, int32_t nr,
                struct paper_version *out, struct str *out_bytes)
{
    const enum action a = ACT_BODY_VIEW;
    struct body_paper p;
    const struct err *err = begin_paper(c, a, id, &p);

    if (err)
        return err;
    err = nr > 0 ? paper_read_in(c, &p.paper, nr, out, out_bytes)
                 : ERR(c->mem, NOT_FOUND);
    return call_end(c, a, id, err);
}

/* --- changing --- */

const struct err *
body_paper_add(struct call *c, enum paper_of of, int64_t owner,
               struct str title, const struct paper_file *f, int64_t *out)
{
    const enum action a = ACT_BODY_PAPER;
    struct paper p = {.of = of, .owner = owner, .title = title};
    struct paper_place at;
    const struct err *err = begin_place(c, a, of, owner, &at);

    if (err)
        return err;
    err = paper_change_check(c->mem, at.closed, true);
    if (!err)
        err = paper_put_in(c, &p, f);
    *out = p.id;
    return call_end(c, a, p.id, err);
}

const struct err *
body_paper_renew(struct call *c, int64_t id, const struct paper_file *f)
{
    const enum action a = ACT_BODY_PAPER;
    struct body_paper p;
    const struct err *err = begin_paper(c, a, id, &p);

    if (err)
        return err;
    err = paper_change_check(c->mem, p.at.closed, p.may_change);
    if (!err)
        err = paper_renew_in(c, &p.paper, f);
    return call_end(c, a, id, err);
}

const struct err *
body_paper_remove(struct call *c, int64_t id, struct str reason)
{
    const enum action a = ACT_BODY_PAPER;
    struct body_paper p;
    const struct err *err = begin_paper(c, a, id, &p);

    if (err)
        return err;
    err = paper_change_check(c->mem, p.at.closed, p.may_change);
    if (!err)
        err = paper_remove_in(c, &p.paper, reason);
    return call_end(c, a, id, err);
}

const struct err *
body_paper_release(struct call *c, int64_t id, int32_t nr, bool release)
{
    const enum action a = ACT_BODY_RELEASE;
    struct body_paper p;
    const struct err *err = begin_paper(c, a, id, &p);

    if (err)
        return err;
    err = paper_release_in(c, &p.paper, nr, p.at.may.party, release);
    return call_end(c, a, id, err);
}

/* --- for anybody --- */

static const struct err *
read_public(struct call *c, struct public_paper_ids ids,
            struct public_paper_list *out)
{
    const struct err *err = NULL;

    out->row = ARENA_NEW_N(c->mem, struct public_paper, ids.n + 1);
    for (size_t i = 0; !err && i < ids.n; i++) {
        struct public_paper *p = &out->row[i];
        struct body b = {0};

        err = paper_in(c, ids.row[i].paper, (unit_id){0}, &p->paper);
        if (!err)
            err = meeting_store_get(&c->tx, (meeting_id){ids.row[i].meeting},
                                    &p->m);
        if (!err)
            err = body_store_get(&c->tx, p->m.body, &b);
        p->body_name = b.name;
    }
    out->n = ids.n;
    return err;
}

const struct err *
body_paper_public(struct call *c, struct public_paper_list *out)
{
    const enum action a = ACT_BODY_PUBLIC;
    struct public_paper_ids ids = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct public_paper_list){0};
    if (err)
        return err;
    err = body_paper_store_public(&c->tx, 0, &ids);
    if (!err)
        err = read_public(c, ids, out);
    return call_end(c, a, 0, err);
}

const struct err *
body_paper_public_file(struct call *c, int64_t id, struct paper *out,
                       struct paper_version *out_version, struct str *out_bytes)
{
    const enum action a = ACT_BODY_PUBLIC;
    struct public_paper_ids ids = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    if (err)
        return err;
    err = body_paper_store_public(&c->tx, id, &ids);
    if (!err && (id == 0 || ids.n != 1))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = paper_in(c, id, (unit_id){0}, out);
    if (!err)
        err = paper_read_in(c, out, 0, out_version, out_bytes);
    return call_end(c, a, id, err);
}
