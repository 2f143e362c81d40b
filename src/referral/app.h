/* What people do with referrals.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_APP_H
#define HELHET_REFERRAL_APP_H

#include "casefile/app.h"
#include "referral/store.h"

struct referral_page {
    struct referral_list list; /* texts opened, with pauses */
    enum referrer may_refer;   /* as what the acting function may */
    struct unit_list clinics;  /* BUP units that can be asked */
};
const struct err *referral_app_page(struct call *c, case_id id,
                                    struct referral_page *out) MUST_CHECK;

struct referral_form {
    bool urgent; /* help at once: never queued */
    unit_id to;
    struct str why;
    struct str wish; /* what the child wants */
    bool consented;
    struct str how; /* how and by whom the consent was given */
};
/* The clinic takes part, sees what was sent on the consent, and has a deadline
 * to say when it had it. Errors: DENIED (may not refer), INVALID (urgent: it is
 * not stored; field "haster"), INVALID (others). Source: R651. */
const struct err *referral_app_send(struct call *c, case_id id,
                                    const struct referral_form *f,
                                    int64_t *out) MUST_CHECK;

enum referral_doing {
    DOING_RECEIVE,
    DOING_ASSESS,
    DOING_TELL,
    DOING_START,
    DOING_PAUSE,
    DOING_RESUME
};
struct referral_answer {
    enum referral_doing doing;
    struct date day;      /* received, assessed, told, begun, paused */
    bool right;           /* ASSESS */
    struct date start_on; /* ASSESS with right: the day that is given */
    struct str text;      /* ASSESS: reason and advice; PAUSE: why */
    bool child;           /* TELL: whom */
    bool guardian;
};
/* By the clinic that was asked. ASSESS starts the second clock, and tells the
 * referrer. Errors: NOT_FOUND (another clinic's), CONFLICT (not now), INVALID.
 * Source: pbrl. §§ 2-2, 2-2 a, 7-5; FOR-2000-12-01-1208 § 4 a. */
const struct err *
referral_app_answer(struct call *c, case_id id, int64_t referral,
                    const struct referral_answer *f) MUST_CHECK;
/* By the unit that sent it, before it was assessed. */
const struct err *referral_app_withdraw(struct call *c, case_id id,
                                        int64_t referral) MUST_CHECK;

/* The referring unit has read the answer. */
const struct err *referral_app_read(struct call *c, case_id id,
                                    int64_t referral) MUST_CHECK;

/* Daily: a clock has run out. The timeline says so, and the clinic's leader
 * must see to another offer. Source: pbrl. § 2-2 b. */
const struct err *referral_job_breach(struct call *c,
                                      int64_t object) MUST_CHECK;

#endif
