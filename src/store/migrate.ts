// In: a connection. Out: its schema brought to the newest version, in one transaction; a newer one than known is refused.
import type { Compilable, SchemaModule } from 'kysely';
import { Fault } from '../contract/fault.ts';
import type { Connection } from './connection.ts';
import { ledgerMigration } from './migrations/0001-ledger.ts';
import { safetyMigration } from './migrations/0002-safety.ts';
import { safetyAuditMigration } from './migrations/0003-safety-audit.ts';
import { queries } from './tables.ts';

/** In order; the position is the schema's version. */
const migrations: readonly ((schema: SchemaModule) => readonly Compilable[])[] = [
  ledgerMigration,
  safetyMigration,
  safetyAuditMigration,
];

export function migrate(connection: Connection): void {
  connection.transaction(() => {
    const version = connection.schemaVersion();
    if (version > migrations.length)
      throw new Fault(
        'store_failed',
        `${connection.path} was written by a newer Kinglet (schema ${version}, known up to ${migrations.length}): update Kinglet, or move the file away to start a new one`,
      );
    if (version === migrations.length) return;
    for (const statement of migrations.slice(version).flatMap((build) => build(queries.schema)))
      connection.run(statement);
    connection.setSchemaVersion(migrations.length);
  });
}
