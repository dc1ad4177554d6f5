#ifndef FELTBOG_CSQLITESHIM_H
#define FELTBOG_CSQLITESHIM_H

struct sqlite3;

/// Swift cannot call C variadic functions; these wrap the calls of `sqlite3_db_config` that Feltbog makes.
/// Each returns an SQLite result code.
int feltbog_set_triggers(struct sqlite3 *db, int enabled);
int feltbog_set_defensive(struct sqlite3 *db, int enabled);
int feltbog_set_trusted_schema(struct sqlite3 *db, int enabled);
int feltbog_set_no_checkpoint_on_close(struct sqlite3 *db, int enabled);

#endif
