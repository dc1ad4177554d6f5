#include "CSQLiteShim.h"
#include <sqlite3.h>

int feltbog_set_triggers(struct sqlite3 *db, int enabled) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, enabled, (int *)0);
}

int feltbog_set_defensive(struct sqlite3 *db, int enabled) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, enabled, (int *)0);
}

int feltbog_set_trusted_schema(struct sqlite3 *db, int enabled) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, enabled, (int *)0);
}

int feltbog_set_no_checkpoint_on_close(struct sqlite3 *db, int enabled) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, enabled, (int *)0);
}
