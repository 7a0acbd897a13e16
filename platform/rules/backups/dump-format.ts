import type { DumpFormat } from './backup-resources.ts';

/** What a file is by how it begins, or why it is none that can be restored. */
export type DumpFinding = { readonly ok: true; readonly format: DumpFormat } | { readonly ok: false; readonly fault: string };

/** Shown by its first 4096 bytes. */
export function dumpFormat(head: Uint8Array): DumpFinding {
  if (head.length === 0) return { ok: false, fault: 'the file is empty' };
  const text = new TextDecoder('windows-1252').decode(head.subarray(0, 4096));
  const format = formats.find(({ looks }) => looks.test(text))?.format;
  if (format !== undefined) return { ok: true, format };
  return { ok: false, fault: others.find(({ looks }) => looks.test(text))?.fault ?? 'it is no dump of PostgreSQL' };
}

const formats = [
  { looks: /^PGDMP/, format: 'custom' },
  { looks: /^\p{Cc}‹/u, format: 'plain-gzip' },
  { looks: /^(ï»¿)?\s*(--|\/\*|\\restrict|(set|select|create|copy|insert|begin|alter|drop)\b)[^\0]*$/i, format: 'plain' },
] as const;

const others = [
  { looks: /^PK/, fault: 'it is a zip archive; unpack it and send the dump in it' },
  { looks: /^[^]{257}ustar/, fault: 'it is a tar archive; dump again with `pg_dump --format=custom`' },
  { looks: /^SQLite format 3/, fault: 'it is an SQLite file, not a dump of PostgreSQL' },
  { looks: /^ROSTRA-BACKUP/, fault: 'it is the backup of a whole installation: `rostra system:restore FILE`' },
] as const;
