/* The shape of Bufdir's messages, once, for the reader and the writer.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/bufdir_wire.h"
#include "text/messages_assessment.h"

/* Elements stand in the schema's order; each is in the namespace of the schema
 * that declares it. */
const char *const wire_ns_uri[NS_COUNT] = {
    [NS_NONE] = "",
    [NS_GENERAL] = "https://bufdir.no/generelt.v1.0.1",
    [NS_MESSAGE] = "https://bufdir.no/melding.v1.0.2",
    [NS_CHILD] = "https://bufdir.no/barnevern.generelt.v1.2.0",
    [NS_REFERRAL] = "https://bufdir.no/barnevern.henvisning.v1.2.0",
    [NS_THK] = ("https://bufdir.no/barnevern.henvisning."
                "tverrfaglighelsekartlegging.v1.2.0"),
    [NS_FILES] = "https://bufdir.no/vedleggmelding.v1.0.1",
    [NS_WITHDRAWN] = "https://bufdir.no/trukketmelding.v1.0.2",
    [NS_APP_RECEIPT] = "https://bufdir.no/Applikasjonskvittering.v1.0.2",
    [NS_OFFICER_RECEIPT] = "https://bufdir.no/saksbehandlerkvittering.v1.0.2",
    [NS_ERROR] = "https://bufdir.no/feilmelding.v1.0.1",
    [NS_TEST] = "https://bufdir.no/testmelding.v1.0.1",
};

const struct wire_root wire_roots[BUFDIR_KIND_COUNT] = {
    [BUFDIR_REFERRAL] = {NS_THK, "Henvisning",
                         "Henvisning Tverrfaglig helsekartlegging"},
    [BUFDIR_FILES] = {NS_FILES, "Vedlegg", "Vedlegg (til tidligere)"},
    [BUFDIR_WITHDRAWN] = {NS_WITHDRAWN, "TrukketMelding",
                          "Trukket / slettet melding"},
    [BUFDIR_APP_RECEIPT] = {NS_APP_RECEIPT, "Kvittering", "Kvittering"},
    [BUFDIR_OFFICER_RECEIPT] = {NS_OFFICER_RECEIPT, "Kvittering", "Kvittering"},
    [BUFDIR_ERROR] = {NS_ERROR, "Feilmelding", "Feilmelding"},
    [BUFDIR_TEST] = {NS_TEST, "Test", "Testmelding"},
};

/* Leaves that are no fields of a request; the base is the member itself. */
#define LEAF(kind_, min_, max_)                                               \
    {                                                                         \
        .kind = REQUEST_##kind_, .min = (min_), .max = (max_), .if_field = -1 \
    }
#define CODED(list_)                                                       \
    {                                                                      \
        .kind = REQUEST_CODE, .list = REQUEST_LIST_##list_, .if_field = -1 \
    }
static const struct request_field any_line = LEAF(LINE, 0, 255);
static const struct request_field line = LEAF(LINE, 2, 255);
static const struct request_field full_name = LEAF(LINE, 2, 1000);
static const struct request_field reference = LEAF(LINE, 0, 5000);
static const struct request_field free_text = LEAF(TEXT, 0, 5000);
static const struct request_field fault_text = LEAF(TEXT, 0, 10000);
static const struct request_field org_name = LEAF(LINE, 2, 200);
static const struct request_field place_name = LEAF(LINE, 1, 70);
static const struct request_field orgnr = LEAF(ORGNR, 9, 9);
static const struct request_field four_digits = LEAF(DIGITS, 4, 4);
static const struct request_field two_digits = LEAF(DIGITS, 2, 2);
static const struct request_field uuid = LEAF(UUID, 36, 36);
static const struct request_field version = LEAF(VERSION, 1, 255);
static const struct request_field integer = LEAF(INTEGER, 1, 19);
static const struct request_field point_in_time = LEAF(INSTANT, 0, 0);
static const struct request_field day = LEAF(DATE, 0, 0);
static const struct request_field yes_no = LEAF(BOOL, 0, 0);
static const struct request_field fnr = LEAF(NATID, 11, 11);
static const struct request_field duf = LEAF(NATID, 12, 12);
static const struct request_field link_code = CODED(LINK);
static const struct request_field error_code = CODED(ERROR);
static const struct request_field test_code = CODED(TEST);
static const struct request_field plan_code = CODED(PLAN);
static const struct request_field area_code = CODED(AREA);
static const struct request_field dimension_code = CODED(DIMENSION);
static const struct request_field document_code = CODED(DOCUMENT);
static const struct request_field transfer_code = CODED(TRANSFER);

static void
must(struct wire *w, enum wire_ns ns, const char *name,
     const struct request_field *f, void *base)
{
    w->side->leaf(w, ns, name, f, base, true);
}

static void
may(struct wire *w, enum wire_ns ns, const char *name,
    const struct request_field *f, void *base)
{
    w->side->leaf(w, ns, name, f, base, false);
}

static bool
enter(struct wire *w, enum wire_ns ns, const char *name)
{
    return w->side->open(w, ns, name, true, true);
}

static bool
enter_if(struct wire *w, enum wire_ns ns, const char *name, bool present)
{
    return w->side->open(w, ns, name, present, false);
}

static void
leave(struct wire *w)
{
    w->side->close(w);
}

static void
refuse_at(struct wire *w, int msg, struct str path)
{
    if (!w->err)
        w->err = ERR(w->mem, INVALID, .msg = msg, .arg = {msg_str(path)});
}

static void
refuse(struct wire *w, int msg, const char *name)
{
    if (!w->err)
        refuse_at(w, msg, w->side->path(w, name));
}

/* --- what all messages share --- */

static bool
org_is_empty(const struct request_org *o)
{
    return o->number.n + o->name.n + o->municipality_number.n +
               o->municipality.n + o->district_number.n + o->district.n ==
           0;
}

static void
org(struct wire *w, struct request_org *o)
{
    must(w, NS_GENERAL, "Organisasjonsnummer", &orgnr, &o->number);
    must(w, NS_GENERAL, "Navn", &org_name, &o->name);
    if (enter_if(w, NS_GENERAL, "Kommuneinfo",
                 o->municipality_number.n + o->municipality.n +
                         o->district_number.n + o->district.n >
                     0)) {
        must(w, NS_GENERAL, "Kommunenummer", &four_digits,
             &o->municipality_number);
        must(w, NS_GENERAL, "Kommunenavn", &place_name, &o->municipality);
        if (enter_if(w, NS_GENERAL, "Bydelsinfo",
                     o->district_number.n + o->district.n > 0)) {
            must(w, NS_GENERAL, "Bydelsnummer", &two_digits,
                 &o->district_number);
            must(w, NS_GENERAL, "Bydelsnavn", &place_name, &o->district);
            leave(w);
        }
        leave(w);
    }
}

static size_t
contact_size(const struct request_contact *c)
{
    return c->name.n + c->phone.n + c->email.n;
}

static void
contact(struct wire *w, enum wire_ns ns, const char *name,
        struct request_contact *c)
{
    if (!enter(w, ns, name))
        return;
    must(w, NS_GENERAL, "Navn", &full_name, &c->name);
    must(w, NS_GENERAL, "Telefon", &line, &c->phone);
    must(w, NS_GENERAL, "epost", &line, &c->email);
    leave(w);
}

static void
follow_up(struct wire *w, struct bufdir_head *h)
{
    if (!enter_if(w, NS_MESSAGE, "OppfolgingAvMelding",
                  h->link != REQUEST_LINK_NEW))
        return;
    must(w, NS_MESSAGE, "MeldingsForbindelse", &link_code, &h->link);
    must(w, NS_MESSAGE, "StartMeldingId", &uuid, &h->start_id);
    must(w, NS_MESSAGE, "MeldingId", &uuid, &h->about_id);
    may(w, NS_MESSAGE, "MottakersRef", &reference, &h->receiver_ref);
    leave(w);
}

#define LINKS(a, b, c) (1U << (a) | 1U << (b) | 1U << (c))

/* Source: MeldingsForbindelse in each schema; any may be sent again. */
static const unsigned links_of[BUFDIR_KIND_COUNT] = {
    [BUFDIR_REFERRAL] = LINKS(REQUEST_LINK_NEW, REQUEST_LINK_UPDATE,
                              REQUEST_LINK_DUPLICATE),
    [BUFDIR_FILES] = LINKS(REQUEST_LINK_ADDITION, REQUEST_LINK_ADDITION,
                           REQUEST_LINK_DUPLICATE),
    [BUFDIR_WITHDRAWN] = LINKS(REQUEST_LINK_WITHDRAWN, REQUEST_LINK_DELETED,
                               REQUEST_LINK_DUPLICATE),
    [BUFDIR_APP_RECEIPT] = LINKS(REQUEST_LINK_APP_RECEIPT,
                                 REQUEST_LINK_APP_RECEIPT,
                                 REQUEST_LINK_DUPLICATE),
    [BUFDIR_OFFICER_RECEIPT] = LINKS(REQUEST_LINK_OFFICER_RECEIPT,
                                     REQUEST_LINK_OFFICER_RECEIPT,
                                     REQUEST_LINK_DUPLICATE),
    [BUFDIR_ERROR] = LINKS(REQUEST_LINK_ERROR, REQUEST_LINK_ERROR,
                           REQUEST_LINK_DUPLICATE),
    [BUFDIR_TEST] = LINKS(REQUEST_LINK_NEW, REQUEST_LINK_NEW,
                          REQUEST_LINK_DUPLICATE),
};

void
wire_head(struct wire *w, struct bufdir_message *m)
{
    static const struct wire_root unknown = {NS_NONE, "", ""};
    const struct wire_root *root = m->kind == BUFDIR_KIND_COUNT
                                       ? &unknown
                                       : &wire_roots[m->kind];
    struct bufdir_head *h = &m->head;
    bool asks = m->kind == BUFDIR_REFERRAL;
    struct request_contact *c = asks ? &m->request.contact : &h->contact;
    struct request_contact *alt = asks ? &m->request.alt_contact
                                       : &h->alt_contact;
    struct str type = str_of(root->type);
    struct str ns = str_of(wire_ns_uri[root->ns]);

    if (!enter(w, NS_MESSAGE, "Meldingshode"))
        return;
    must(w, NS_MESSAGE, "Id", &uuid, &h->id);
    follow_up(w, h);
    if (root != &unknown && !(links_of[m->kind] & 1U << (unsigned)h->link))
        refuse(w, MSG_BUFDIR_RELATION, "OppfolgingAvMelding");
    must(w, NS_MESSAGE, "MeldingstypeNmsp", &line, &ns);
    must(w, NS_MESSAGE, "Meldingstype", &line, &type);
    if (enter(w, NS_MESSAGE, "FagsystemAvsender")) {
        must(w, NS_MESSAGE, "Leverandor", &line, &h->system_vendor);
        must(w, NS_MESSAGE, "Navn", &line, &h->system_name);
        must(w, NS_MESSAGE, "Versjon", &version, &h->system_version);
        leave(w);
    }
    must(w, NS_MESSAGE, "SendtTidspunkt", &point_in_time, &h->sent);
    if (enter(w, NS_MESSAGE, "Avsender")) {
        org(w, &h->sender);
        leave(w);
    }
    if (enter(w, NS_MESSAGE, "Mottaker")) {
        org(w, &h->receiver);
        leave(w);
    }
    may(w, NS_MESSAGE, "AvsendersRef", &reference, &h->sender_ref);
    if (enter_if(w, NS_MESSAGE, "KontaktInfoAvsender",
                 contact_size(c) + contact_size(alt) > 0)) {
        contact(w, NS_MESSAGE, "Kontaktperson", c);
        contact(w, NS_MESSAGE, "AlternativKontaktperson", alt);
        leave(w);
    }
    leave(w);
}

static void
files(struct wire *w, enum wire_ns ns, struct request_attachment **list,
      size_t *n)
{
    size_t count = w->side->count(w, ns, "Vedlegg", *n,
                                  REQUEST_ATTACHMENTS_MAX);

    if (!w->side->writes) {
        *list = ARENA_NEW_N(w->mem, struct request_attachment, count);
        *n = count;
    }
    for (size_t i = 0; i < count && enter(w, ns, "Vedlegg"); i++) {
        const struct request_field *f = request_attachment_fields;
        struct request_attachment *a = &(*list)[i];

        must(w, NS_MESSAGE, "Filnavn", &f[REQUEST_F_AT_FILE_NAME], a);
        must(w, NS_MESSAGE, "VedleggType", &f[REQUEST_F_AT_TYPE], a);
        may(w, NS_MESSAGE, "Beskrivelse", &f[REQUEST_F_AT_DESCRIPTION], a);
        for (size_t k = 0; k < i; k++)
            if (str_eq((*list)[k].file_name, a->file_name))
                refuse(w, MSG_BUFDIR_REPEATED, NULL);
        leave(w);
    }
}

/* --- the referral --- */

static void
ask(struct wire *w, enum wire_ns ns, const char *name, int id,
    struct thk_request *r)
{
    must(w, ns, name, &request_fields[id], r);
}

static void
ask_if(struct wire *w, enum wire_ns ns, const char *name, int id,
       struct thk_request *r)
{
    may(w, ns, name, &request_fields[id], r);
}

static void
identifier(struct wire *w, struct natid *id)
{
    bool is_duf = id->digits[0] != '\0' && id->digits[11] != '\0';

    if (!enter(w, NS_CHILD, "Identifikator"))
        return;
    if (!is_duf)
        may(w, NS_CHILD, "Fodselsnummer", &fnr, id);
    if (id->digits[0] == '\0' || is_duf)
        must(w, NS_CHILD, "DUFnummer", &duf, id);
    leave(w);
}

static void
child(struct wire *w, struct thk_request *r)
{
    if (!enter(w, NS_THK, "Klient"))
        return;
    ask(w, NS_CHILD, "KommunalSaksId", REQUEST_F_CASE_REF, r);
    ask_if(w, NS_CHILD, "Bosted", REQUEST_F_RESIDENCE, r);
    if (enter_if(w, NS_CHILD, "BehovForTolk", r->interpreter == REQUEST_YES)) {
        r->interpreter = REQUEST_YES;
        ask(w, NS_CHILD, "Sprak", REQUEST_F_LANGUAGE, r);
        ask_if(w, NS_CHILD, "BehovForTolkBeskrivelse",
               REQUEST_F_INTERPRETER_NOTE, r);
        leave(w);
    } else {
        r->interpreter = REQUEST_NO;
    }
    identifier(w, &r->child);
    ask(w, NS_CHILD, "EMA", REQUEST_F_EMA, r);
    leave(w);
}

static void
decision(struct wire *w, struct thk_request *r)
{
    if (!enter(w, NS_THK, "Vedtak"))
        return;
    ask_if(w, NS_CHILD, "FattetAv", REQUEST_F_DECIDER, r);
    ask_if(w, NS_CHILD, "Dato", REQUEST_F_DECIDED_ON, r);
    ask(w, NS_CHILD, "Status", REQUEST_F_DECISION, r);
    ask_if(w, NS_CHILD, "NemndsbehandlingStatus", REQUEST_F_TRIBUNAL, r);
    ask_if(w, NS_CHILD, "NemndsbehandlingDato", REQUEST_F_TRIBUNAL_ON, r);
    ask(w, NS_THK, "Lovhjemmel", REQUEST_F_LEGAL, r);
    leave(w);
}

static void
plan_types(struct wire *w, struct thk_request *r)
{
    size_t n = 0;

    if (w->side->writes) {
        for (int v = 1; v < 32; v++)
            if (r->plan & 1U << (unsigned)v)
                must(w, NS_REFERRAL, "PlanType", &plan_code, &v);
        return;
    }
    n = w->side->count(w, NS_REFERRAL, "PlanType", 0, 100);
    for (size_t i = 0; i < n; i++) {
        int v = 0;

        must(w, NS_REFERRAL, "PlanType", &plan_code, &v);
        if (v)
            r->plan |= 1U << (unsigned)v;
    }
}

/* IngenPlan false and no plan: there is one, untold. */
static void
plan(struct wire *w, struct thk_request *r)
{
    if (!enter(w, NS_THK, "PlanEtterOnsketTiltak"))
        return;
    if (enter_if(w, NS_REFERRAL, "Plan", r->has_plan == REQUEST_YES)) {
        r->has_plan = REQUEST_YES;
        plan_types(w, r);
        ask_if(w, NS_REFERRAL, "Annet", REQUEST_F_PLAN_OTHER, r);
        leave(w);
    } else {
        int none = r->has_plan == REQUEST_NO ? REQUEST_YES : 0;

        must(w, NS_REFERRAL, "IngenPlan", &yes_no, &none);
        r->has_plan = none == REQUEST_YES ? REQUEST_NO : REQUEST_YES;
    }
    leave(w);
}

static void
individual_plan(struct wire *w, struct thk_request *r)
{
    if (!enter(w, NS_THK, "IndividuellPlan"))
        return;
    ask(w, NS_CHILD, "Status", REQUEST_F_IP, r);
    ask_if(w, NS_CHILD, "GyldigFra", REQUEST_F_IP_FROM, r);
    if (enter_if(w, NS_CHILD, "Koordinator",
                 contact_size(&r->ip_coordinator) + r->ip_body.n > 0)) {
        contact(w, NS_CHILD, "Kontaktperson", &r->ip_coordinator);
        ask(w, NS_CHILD, "Instans", REQUEST_F_IP_BODY, r);
        leave(w);
    }
    leave(w);
}

static void
day_activity(struct wire *w, struct thk_request *r)
{
    if (!enter(w, NS_THK, "Dagtilbud"))
        return;
    ask(w, NS_CHILD, "Type", REQUEST_F_DAY, r);
    ask_if(w, NS_CHILD, "DagtilbudAnnet", REQUEST_F_DAY_OTHER, r);
    ask_if(w, NS_CHILD, "Beskrivelse", REQUEST_F_DAY_NOTE, r);
    leave(w);
}

static void
caregiver(struct wire *w, struct request_caregiver *c)
{
    const struct request_field *f = request_caregiver_fields;
    enum wire_ns ns = NS_REFERRAL;

    must(w, ns, "Fornavn", &f[REQUEST_F_CG_FIRST_NAME], c);
    may(w, ns, "Etternavn", &f[REQUEST_F_CG_LAST_NAME], c);
    must(w, ns, "Relasjon", &f[REQUEST_F_CG_RELATION], c);
    may(w, ns, "RelasjonAnnet", &f[REQUEST_F_CG_RELATION_OTHER], c);
    must(w, ns, "Dod", &f[REQUEST_F_CG_DEAD], c);
    may(w, ns, "Omsorg", &f[REQUEST_F_CG_CARE], c);
    may(w, ns, "KontaktFrekvens", &f[REQUEST_F_CG_CONTACT], c);
    may(w, ns, "Foreldreansvar", &f[REQUEST_F_CG_RESPONSIBILITY], c);
}

static void
caregivers(struct wire *w, struct thk_request *r)
{
    size_t n;

    if (!enter_if(w, NS_THK, "ForeldreOgOmsorgspersoner", r->n_caregivers > 0))
        return;
    n = w->side->count(w, NS_REFERRAL, "Person", r->n_caregivers,
                       REQUEST_CAREGIVERS_MAX);
    if (!w->side->writes) {
        r->caregivers = ARENA_NEW_N(w->mem, struct request_caregiver, n);
        r->n_caregivers = n;
    }
    for (size_t i = 0; i < n && enter(w, NS_REFERRAL, "Person"); i++) {
        caregiver(w, &r->caregivers[i]);
        leave(w);
    }
    leave(w);
}

static void
participation(struct wire *w, struct thk_request *r)
{
    if (!enter(w, NS_THK, "MedvirkningOgInvolvering"))
        return;
    if (enter(w, NS_REFERRAL, "BarnetsMedvirkning")) {
        ask(w, NS_CHILD, "RammerForGjennomforing", REQUEST_F_FRAMES, r);
        ask(w, NS_CHILD, "BarnetsSynspunkter", REQUEST_F_CHILD_VIEWS, r);
        ask(w, NS_CHILD, "VektingAvBarnetsSysnpunkt", REQUEST_F_VIEWS_WEIGHT,
            r);
        leave(w);
    }
    if (enter(w, NS_REFERRAL, "ForeldreInvolvering")) {
        ask(w, NS_CHILD, "ForeldrenesMedvirkning", REQUEST_F_PARENTS, r);
        leave(w);
    }
    leave(w);
}

static void
area(struct wire *w, struct thk_request *r, int v)
{
    static const struct request_field text = LEAF(TEXT, 2, 5000);
    struct request_area *a;

    if (!enter(w, NS_CHILD, "OmradeBeskrivelse"))
        return;
    must(w, NS_CHILD, "Omrade", &area_code, &v);
    if (w->err)
        return;
    a = &r->area[v - 1];
    if (!w->side->writes && a->text.n + a->reason.n > 0)
        refuse(w, MSG_BUFDIR_REPEATED, NULL);
    if (w->side->writes && a->text.n > 0 && a->reason.n > 0)
        refuse(w, MSG_BUFDIR_UNEXPECTED, "BegrunnelseForIkkeAngitt");
    if (!w->side->writes || a->text.n > 0 || a->reason.n == 0)
        w->side->leaf(w, NS_CHILD, "Beskrivelse", &text, &a->text,
                      w->side->writes);
    if (a->text.n == 0)
        must(w, NS_CHILD, "BegrunnelseForIkkeAngitt", &text, &a->reason);
    leave(w);
}

static void
dimension(struct wire *w, struct thk_request *r, int v)
{
    static const struct request_field text = LEAF(TEXT, 2, 5000);

    if (!enter(w, NS_CHILD, "DimensjonVurdering"))
        return;
    must(w, NS_CHILD, "Dimensjon", &dimension_code, &v);
    if (w->err)
        return;
    if (!w->side->writes && r->dimension[v - 1].n > 0)
        refuse(w, MSG_BUFDIR_REPEATED, NULL);
    must(w, NS_CHILD, "Vurdering", &text, &r->dimension[v - 1]);
    leave(w);
}

static void
needs(struct wire *w, struct thk_request *r)
{
    if (!enter(w, NS_THK, "BarnetsBehovOgSituasjon"))
        return;
    ask(w, NS_CHILD, "BistandSamletBehov", REQUEST_F_NEED, r);
    for (int v = 1; v <= REQUEST_AREAS; v++)
        area(w, r, v);
    for (int v = 1; v <= REQUEST_DIMENSIONS; v++)
        dimension(w, r, v);
    leave(w);
}

static void
document(struct wire *w, struct thk_request *r, int v)
{
    int how = r->document[v - 1];

    if (!enter(w, NS_THK, "Dokument"))
        return;
    must(w, NS_THK, "DokumentType", &document_code, &v);
    must(w, NS_THK, "DokumentOversendelse", &transfer_code, &how);
    leave(w);
    if (!w->err && (r->document[v - 1] == 0 || how < r->document[v - 1]))
        r->document[v - 1] = how;
}

/* The schema asks for 26 entries of 25 kinds: the last is written twice. */
static void
check_list(struct wire *w, struct thk_request *r)
{
    size_t n;

    if (!enter(w, NS_THK, "DokumentSjekkliste"))
        return;
    n = w->side->count(w, NS_THK, "Dokument", REQUEST_DOCUMENTS + 1,
                       REQUEST_DOCUMENTS + 1);
    for (size_t i = 0; i < n || i < REQUEST_DOCUMENTS; i++)
        document(w, r, i < REQUEST_DOCUMENTS ? (int)i + 1 : REQUEST_DOCUMENTS);
    leave(w);
}

static void
referral(struct wire *w, struct bufdir_message *m)
{
    struct thk_request *r = &m->request;
    struct str help = STR("11");

    if (enter_if(w, NS_REFERRAL, "FaktureresOrganisasjon",
                 !org_is_empty(&r->billing))) {
        org(w, &r->billing);
        leave(w);
    }
    files(w, NS_REFERRAL, &r->attachments, &r->n_attachments);
    child(w, r);
    must(w, NS_THK, "ForespurtBistand", &any_line, &help);
    if (!str_eq(help, STR("11")))
        refuse(w, MSG_BUFDIR_FIXED, "ForespurtBistand");
    decision(w, r);
    plan(w, r);
    individual_plan(w, r);
    day_activity(w, r);
    caregivers(w, r);
    participation(w, r);
    needs(w, r);
    ask(w, NS_THK, "Samtykke", REQUEST_F_CONSENT, r);
    check_list(w, r);
}

/* --- the other messages --- */

static void
fault(struct wire *w, const char *name, struct bufdir_fault *f)
{
    if (!enter(w, NS_ERROR, name))
        return;
    must(w, NS_ERROR, "Feilkode", &error_code, &f->code);
    must(w, NS_ERROR, "Beskrivelse", &fault_text, &f->text);
    may(w, NS_ERROR, "ElementXpath", &fault_text, &f->path);
    leave(w);
}

static void
refusal(struct wire *w, struct bufdir_message *m)
{
    size_t n;

    fault(w, "Feil", &m->fault);
    n = w->side->count(w, NS_ERROR, "DetaljFeil", m->n_faults,
                       BUFDIR_FAULTS_MAX);
    if (!w->side->writes) {
        m->faults = ARENA_NEW_N(w->mem, struct bufdir_fault, n);
        m->n_faults = n;
    }
    for (size_t i = 0; i < n; i++)
        fault(w, "DetaljFeil", &m->faults[i]);
}

static void
trial(struct wire *w, struct bufdir_message *m)
{
    may(w, NS_TEST, "ProvoserFeilkode", &integer, &m->provoke);
    must(w, NS_TEST, "Enumtest", &test_code, &m->test);
    may(w, NS_TEST, "EnumtestAnnet", &any_line, &m->test_other);
    may(w, NS_TEST, "FremtidigDato", &day, &m->test_on);
    if (enter_if(w, NS_TEST, "Klient", m->test_child.digits[0] != '\0')) {
        may(w, NS_TEST, "Fodselsnummer", &fnr, &m->test_child);
        leave(w);
    }
}

void
wire_message(struct wire *w, struct bufdir_message *m)
{
    const struct wire_root *root = &wire_roots[m->kind];

    if (!enter(w, root->ns, root->name))
        return;
    wire_head(w, m);
    switch (m->kind) {
    case BUFDIR_REFERRAL:
        referral(w, m);
        break;
    case BUFDIR_FILES:
        files(w, NS_FILES, &m->files, &m->n_files);
        break;
    case BUFDIR_WITHDRAWN:
        may(w, NS_WITHDRAWN, "Begrunnelse", &free_text, &m->text);
        break;
    case BUFDIR_APP_RECEIPT:
        may(w, NS_APP_RECEIPT, "Resultat", &integer, &m->result);
        may(w, NS_APP_RECEIPT, "Informasjon", &free_text, &m->text);
        break;
    case BUFDIR_OFFICER_RECEIPT:
        may(w, NS_OFFICER_RECEIPT, "Informasjon", &free_text, &m->text);
        break;
    case BUFDIR_ERROR:
        refusal(w, m);
        break;
    case BUFDIR_TEST:
        trial(w, m);
        break;
    case BUFDIR_KIND_COUNT:
        break;
    }
    leave(w);
}
