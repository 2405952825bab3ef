// In: nothing. Out: how long the first stage of the content filter takes for 2,000 characters (about 512 tokens) of several kinds of text, in
// milliseconds of one core; the bar is 2. Imports the scorer itself.
import { Buffer } from 'node:buffer';
import { defaultArtifactFolder, loadArtifact } from '../src/safety/scorers/artifact.ts';
import { judgeText } from '../src/safety/scorers/judge-text.ts';

const characters = 2000;
/** As many before, uncounted: a service has its code compiled after the first minute. */
const rounds = 300;
const artifact = loadArtifact(process.argv[2] ?? defaultArtifactFolder);

const sentences =
  'The committee met on Tuesday to discuss the new library. Members asked how the reading rooms would be heated in winter, and who pays for it. ' +
  'A visitor said that she comes every week with her children; they like the corner with the maps. Work begins in spring if the weather allows. ';
const program =
  'export function parseRange(header: string, size: number): readonly Range[] | null {\n  const match = /^bytes=(.*)$/.exec(header);\n  if (match === null) return null;\n' +
  '  return match[1].split(",").map((part) => toRange(part.trim(), size)); // 0x1f, getElementById, some_long_identifier_name\n}\n';
const foreign =
  'Die Gemeinde hat beschlossen, das alte Schwimmbad im kommenden Jahr gründlich zu erneuern. Viele Familien freuen sich darüber, manche fragen nach den Kosten. ';
const repeat = (text: string): string => text.repeat(Math.ceil(characters / text.length)).slice(0, characters);
const plain = repeat(sentences);

const texts: Readonly<Record<string, string>> = {
  plain,
  program: repeat(program),
  german: repeat(foreign),
  russian: repeat('Совет решил обновить старый бассейн в следующем году, и многие семьи этому рады. '),
  chinese: repeat('市议会决定明年翻新旧游泳池,许多家庭对此感到高兴。'),
  'letters apart': repeat(Array.from(sentences).join(' ')),
  leetspeak: plain.replaceAll('o', '0').replaceAll('e', '3').replaceAll('a', '4'),
  'no spaces': plain.replace(/[^a-z]/gi, ''),
  rot13: plain.replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 84) % 26))),
  base64: Buffer.from(plain).toString('base64').slice(0, characters),
  hexadecimal: Buffer.from(plain).toString('hex').slice(0, characters),
  'zero width': repeat(Array.from(sentences).join('\u200b')),
  noise: Buffer.from(Uint8Array.from({ length: characters }, (_, at) => (at * 7919 + ((at * at) >> 3)) & 0xff))
    .toString('base64')
    .slice(0, characters),
};

function judge(text: string): void {
  const steps = judgeText({ text, origin: 'user' }, artifact);
  while (steps.next().done !== true);
}

for (const [name, text] of Object.entries(texts)) {
  for (let round = 0; round < rounds; round += 1) judge(text);
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) judge(text);
  const spent = process.cpuUsage(before);
  console.log(`${name.padEnd(14)} ${((spent.user + spent.system) / 1000 / rounds).toFixed(2)} ms`);
}
