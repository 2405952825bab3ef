// In: a folded text. Out: the addresses of sites in it that say no `https://`: `evil.de/collect`; and the text without them. Names of files and,
// in prose, of members of programs are none. Takes time in proportion to the text. Pure.
import { withoutPunctuation } from './fold-values.ts';

export interface TakenDomains {
  readonly domains: readonly string[];
  readonly rest: string;
}

/** With these a name is a file's. */
export const fileEndings: readonly string[] = [
  'txt pdf doc docx odt rtf xls xlsx ods csv tsv ppt pptx json jsonl yaml yml xml html htm toml ini cfg conf env key pem crt',
  'py ipynb js mjs cjs ts tsx jsx java kt c h cpp hpp cs go rs rb php pl lua r swift sh bash bat cmd ps sql vue css scss',
  'zip tar gz tgz bz rar jar iso exe dll dmg apk deb rpm db sqlite parquet bin dat lock tmp bak old md rst tex log',
  'png jpg jpeg gif svg webp bmp ico tif tiff heic mp wav flac ogg mov avi mkv webm eml ics vcf',
].flatMap((line) => line.split(' '));

const endings = new Set(fileEndings);

/** In prose only these make a site of two words with a dot between them: a missing space or a member of a program looks the same. */
const sureEndings = new Set(
  [
    'com org net io info example app dev xyz ru cn biz top site link online shop club live pro tech store cloud icu',
    'de uk fr nl eu ch es pl se dk fi cz jp br ca au kr tw hk ua tr gr pt hu ro ie nz mx za tk ml ga cf gq cc ai co tv',
  ].flatMap((line) => line.split(' ')),
);

/** A host, perhaps with a port, and what stands behind it. */
const run = /[\p{L}\p{N}_.-]+(?::\d{1,5}(?!\d))?(?:[/?#][^\s"'<>]*)?/gu;
const parts = /^([^:/?#]+)(.*)$/su;

export function takeDomains(folded: string, isProse: boolean): TakenDomains {
  const domains: string[] = [];
  const rest = folded.replace(run, (written: string, at: number) => {
    const isCalled = folded.charAt(at + written.length) === '(';
    const [, host = '', tail = ''] = parts.exec(written) ?? [];
    const name = host.split('..').at(-1)?.replace(/^[.-]/, '') ?? '';
    if (isCalled || !isDomain(withoutPunctuation(name), /[/?#]/.test(tail), isProse)) return written;
    domains.push(withoutPunctuation(`${name}${tail}`));
    return ' ';
  });
  return { domains, rest };
}

function isDomain(name: string, hasTail: boolean, isProse: boolean): boolean {
  const labels = name.split('.');
  const ending = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.some((label) => label === '')) return false;
  if (labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label))) return hasTail;
  if (!/^(?:\p{L}{2,24}|xn--[a-z\d-]{2,60})$/u.test(ending)) return false;
  return hasTail || (isProse ? sureEndings.has(ending) : !endings.has(ending));
}
