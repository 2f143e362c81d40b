/* Documents of evidence: who may put, change, read, release them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/paper_app.h"

#include "file/type.h"

static const struct err *
read_place(struct call *c, agreement_id id, int64_t evidence,
           struct evidence_place *out)
{
    struct party_list parties = {0};
    const struct err *err = evidence_store_get(&c->tx, evidence,
                                               &out->evidence);

    if (!err && out->evidence.agreement.v != id.v)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = agreement_store_get(&c->tx, id, &out->agreement);
    if (!err)
        err = agreement_store_parties(&c->tx, id, &parties);
    out->parties = (int64_t)parties.n;
    for (size_t i = 0; i < parties.n; i++)
        out->party |= parties.row[i].unit.v == c->who.unit.v;
    out->closed = !date_is_none(out->evidence.gone);
    return err;
}

/* Opens a call on evidence. */
static const struct err *
begin_evidence(struct call *c, enum action a, agreement_id id, int64_t evidence,
               struct evidence_place *out)
{
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    *out = (struct evidence_place){.parties = 0};
    if (err)
        return err;
    err = read_place(c, id, evidence, out);
    return err ? call_end(c, a, evidence, err) : NULL;
}

const struct err *
evidence_paper_list(struct call *c, agreement_id id, int64_t evidence,
                    struct evidence_place *out)
{
    const enum action a = ACT_AGREEMENT_VIEW;
    const struct err *err = begin_evidence(c, a, id, evidence, out);

    if (err)
        return err;
    err = paper_list_in(c, PAPER_EVIDENCE, evidence, c->who.unit, &out->papers);
    return call_end(c, a, evidence, err);
}

/* Opens a call on a document. */
static const struct err *
begin_document(struct call *c, enum action a, agreement_id id, int64_t paper,
               struct evidence_paper_look *out)
{
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    *out = (struct evidence_paper_look){.may_change = false};
    if (err)
        return err;
    err = paper_in(c, paper, c->who.unit, &out->paper);
    if (!err && out->paper.of != PAPER_EVIDENCE)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = read_place(c, id, out->paper.owner, &out->at);
    out->may_change = !err && out->at.party && !out->at.closed &&
                      out->paper.unit.v == c->who.unit.v;
    return err ? call_end(c, a, paper, err) : NULL;
}

static const struct err *
read_text(struct call *c, struct evidence_paper_look *p)
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
evidence_paper_view(struct call *c, agreement_id id, int64_t paper,
                    struct evidence_paper_look *out)
{
    const enum action a = ACT_AGREEMENT_VIEW;
    const struct err *err = begin_document(c, a, id, paper, out);

    if (err)
        return err;
    err = paper_versions_in(c, paper, &out->versions);
    if (!err)
        err = read_text(c, out);
    return call_end(c, a, paper, err);
}

const struct err *
evidence_paper_file(struct call *c, agreement_id id, int64_t paper, int32_t nr,
                    struct paper_version *out, struct str *out_bytes)
{
    const enum action a = ACT_AGREEMENT_VIEW;
    struct evidence_paper_look p;
    const struct err *err = begin_document(c, a, id, paper, &p);

    if (err)
        return err;
    err = nr > 0 ? paper_read_in(c, &p.paper, nr, out, out_bytes)
                 : ERR(c->mem, NOT_FOUND);
    return call_end(c, a, paper, err);
}

/* --- changing --- */

const struct err *
evidence_paper_add(struct call *c, agreement_id id, int64_t evidence,
                   struct str title, const struct paper_file *f, int64_t *out)
{
    const enum action a = ACT_AGREEMENT_EVIDENCE;
    struct paper p = {.of = PAPER_EVIDENCE, .owner = evidence, .title = title};
    struct evidence_place at;
    const struct err *err = begin_evidence(c, a, id, evidence, &at);

    if (err)
        return err;
    err = paper_change_check(c->mem, at.closed, true);
    if (!err)
        err = paper_put_in(c, &p, f);
    *out = p.id;
    return call_end(c, a, p.id, err);
}

const struct err *
evidence_paper_renew(struct call *c, agreement_id id, int64_t paper,
                     const struct paper_file *f)
{
    const enum action a = ACT_AGREEMENT_EVIDENCE;
    struct evidence_paper_look p;
    const struct err *err = begin_document(c, a, id, paper, &p);

    if (err)
        return err;
    err = paper_change_check(c->mem, p.at.closed, p.may_change);
    if (!err)
        err = paper_renew_in(c, &p.paper, f);
    return call_end(c, a, paper, err);
}

const struct err *
evidence_paper_remove(struct call *c, agreement_id id, int64_t paper,
                      struct str reason)
{
    const enum action a = ACT_AGREEMENT_EVIDENCE;
    struct evidence_paper_look p;
    const struct err *err = begin_document(c, a, id, paper, &p);

    if (err)
        return err;
    err = paper_change_check(c->mem, p.at.closed, p.may_change);
    if (!err)
        err = paper_remove_in(c, &p.paper, reason);
    return call_end(c, a, paper, err);
}

const struct err *
evidence_paper_release(struct call *c, agreement_id id, int64_t paper,
                       int32_t nr, bool release)
{
    const enum action a = ACT_AGREEMENT_RELEASE;
    struct evidence_paper_look p;
    const struct err *err = begin_document(c, a, id, paper, &p);

    if (err)
        return err;
    err = paper_release_in(c, &p.paper, nr, c->who.unit, release);
    return call_end(c, a, paper, err);
}

/* --- beside the verdict --- */

const struct err *
evidence_papers_in(struct call *c, agreement_id id, struct paper_list *out)
{
    struct evidence_paper_list list = {0};
    const struct err *err = evidence_store_papers(&c->tx, id, &list);

    out->row = ARENA_NEW_N(c->mem, struct paper, list.n + 1);
    for (size_t i = 0; !err && i < list.n; i++)
        err = paper_in(c, list.row[i].paper, c->who.unit, &out->row[out->n++]);
    return err;
}

const struct err *
evidence_link_in(struct call *c, agreement_id id, struct agreement_fact *row,
                 size_t n)
{
    struct evidence_paper_list papers = {0};
    const struct err *err = evidence_store_papers(&c->tx, id, &papers);

    for (size_t i = 0; !err && i < n; i++)
        for (size_t k = 0; row[i].entered && k < papers.n; k++)
            if (row[i].href.n == 0 && papers.row[k].evidence == row[i].object)
                row[i].href = str_fmt(
                    c->mem, "/avtaler/%.*s/dokumenter/%.*s",
                    STR_FMT(id_format(c->mem, id.v)),
                    STR_FMT(id_format(c->mem, papers.row[k].paper)));
    return err;
}

/* --- for anybody --- */

static const struct err *
read_public(struct call *c, const struct evidence_paper_list *list,
            struct public_evidence_list *out)
{
    const struct err *err = NULL;

    out->row = ARENA_NEW_N(c->mem, struct public_evidence, list->n + 1);
    out->n = list->n;
    for (size_t i = 0; !err && i < list->n; i++) {
        struct agreement a = {0};
        struct evidence_brief e = {0};

        err = paper_in(c, list->row[i].paper, (unit_id){0}, &out->row[i].paper);
        if (!err)
            err = agreement_store_get(&c->tx, list->row[i].agreement, &a);
        if (!err)
            err = evidence_store_get(&c->tx, list->row[i].evidence, &e);
        out->row[i].agreement = a.title;
        out->row[i].label = e.label;
    }
    return err;
}

const struct err *
evidence_paper_public(struct call *c, struct public_evidence_list *out)
{
    const enum action a = ACT_AGREEMENT_PUBLIC;
    struct evidence_paper_list list = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct public_evidence_list){0};
    if (err)
        return err;
    err = evidence_store_public(&c->tx, 0, &list);
    if (!err)
        err = read_public(c, &list, out);
    return call_end(c, a, 0, err);
}

const struct err *
evidence_paper_public_file(struct call *c, int64_t id, struct paper *out,
                           struct paper_version *out_version,
                           struct str *out_bytes)
{
    const enum action a = ACT_AGREEMENT_PUBLIC;
    struct evidence_paper_list list = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    if (err)
        return err;
    err = evidence_store_public(&c->tx, id, &list);
    if (!err && (id == 0 || list.n != 1))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = paper_in(c, id, (unit_id){0}, out);
    if (!err)
        err = paper_read_in(c, out, 0, out_version, out_bytes);
    return call_end(c, a, id, err);
}
