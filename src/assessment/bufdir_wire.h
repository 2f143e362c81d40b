/* One description of Bufdir's messages that serves reading and writing.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_BUFDIR_WIRE_H
#define HELHET_ASSESSMENT_BUFDIR_WIRE_H

#include "assessment/bufdir.h"

/* The namespaces, one for each schema. */
enum wire_ns {
    NS_NONE, /* unknown */
    NS_GENERAL,
    NS_MESSAGE,
    NS_CHILD,
    NS_REFERRAL,
    NS_THK,
    NS_FILES,
    NS_WITHDRAWN,
    NS_APP_RECEIPT,
    NS_OFFICER_RECEIPT,
    NS_ERROR,
    NS_TEST,
    NS_COUNT
};
extern const char *const wire_ns_uri[NS_COUNT];

/* A reader or a writer. The description (bufdir_shape.c) walks a message with
 * these calls in the schema's order. After the first error nothing happens
 * any more. */
struct wire;
struct wire_side {
    bool writes;
    /* Into the element `name`. Reading: false if it does not come next.
     * Writing: false unless `present`. False and an error where it must. */
    bool (*open)(struct wire *w, enum wire_ns ns, const char *name,
                 bool present, bool must);
    void (*close)(struct wire *w);
    /* An element that holds text: field `f` of `base`. */
    void (*leaf)(struct wire *w, enum wire_ns ns, const char *name,
                 const struct request_field *f, void *base, bool must);
    /* How many elements `name` come next (at most `max`); writing: `n`. */
    size_t (*count)(struct wire *w, enum wire_ns ns, const char *name, size_t n,
                    size_t max);
    /* The path of the open element, or of `name` within it. */
    struct str (*path)(struct wire *w, const char *name);
};

struct wire {
    const struct wire_side *side;
    struct arena *mem;
    const struct err *err;
};

/* The error for a fault in a leaf; says path and limit, never the value. */
const struct err *wire_fault(struct arena *mem, struct str path,
                             const struct request_field *f,
                             enum request_fault fault) MUST_CHECK;

/* The root element of each kind. */
struct wire_root {
    enum wire_ns ns;
    const char *name;
    const char *type; /* Meldingstype in plain words */
};
extern const struct wire_root wire_roots[BUFDIR_KIND_COUNT];

/* Walks the message, root element included. */
void wire_message(struct wire *w, struct bufdir_message *m);

/* Walks its head alone; of kind BUFDIR_KIND_COUNT any link fits. */
void wire_head(struct wire *w, struct bufdir_message *m);

/* --- the XML below --- */

struct xml_node {
    enum wire_ns ns;
    const char *name; /* without prefix, at most 60 ASCII characters */
    struct str text;  /* of an element without children */
    struct xml_node *first;
    struct xml_node *next;
    struct xml_node *parent;
};

/* Parses a message into a tree, within limits.
 * Errors: INVALID. */
const struct err *xml_parse(struct arena *mem, struct str xml,
                            struct xml_node **out) MUST_CHECK;
/* /Henvisning/Klient/Bosted; [2] after a name that its siblings share. */
struct str xml_path(struct arena *mem, const struct xml_node *n);

#endif
