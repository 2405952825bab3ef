// In: the installed packages, and files with the data sets (KINGLET_DATA, ../shared/data where absent). Out: how well protected code is found in
// pieces of 60 tokens, verbatim and lightly edited, how many ordinary functions are flagged, and what building and matching cost.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildReport, buildIndex, packagePlan } from '../src/safety/protected/build-index.ts';
import { matchText } from '../src/safety/protected/match-text.ts';
import { findPackages } from '../src/safety/protected/package-sources.ts';
import { ProtectedIndex } from '../src/safety/protected/protected-index.ts';
import { isWritten, kindOfPath, largestFileBytes } from '../src/safety/protected/source-file.ts';
import { type Edit, edits } from './protected-edits.ts';
import { measureOrdinary } from './protected-ordinary.ts';
import { measureProse } from './protected-prose.ts';
import { seededRandom } from './seeded-random.ts';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const data = process.env['KINGLET_DATA'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const pieceTokens = 60;
const pieceCount = 2000;
/** What compilers write into every file is nobody's, and not to be found. */
const compilersHand =
  /__(esModule|importStar|importDefault|createBinding|setModuleDefault|defProp|hasOwnProp|getOwnPropNames|copyProps|toCommonJS)\b|\bownKeys\b|\bdesc\b/;
const random = seededRandom(20_260_101);

const folder = mkdtempSync(join(tmpdir(), 'kinglet-protected-'));
try {
  const path = join(folder, 'packages.idx');
  const before = process.cpuUsage();
  const built = buildAll(path);
  const spent = process.cpuUsage(before);
  const seconds = (spent.user + spent.system) / 1e6;
  const size = statSync(path).size / 1e6;
  console.log(
    `built ${built.documentCount} documents, ${built.tokenCount} tokens, ${built.shingleCount} shingles: ${seconds.toFixed(1)} s of computing, ` +
      `${(built.characterCount / 1e6 / seconds).toFixed(1)} MB/s, ${size.toFixed(1)} MB; at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB of memory`,
  );
  const index = await ProtectedIndex.read(path);
  measureRecall(index);
  measureOrdinary(data, index);
  measureSpeed(index);
  await measureProse(data, folder, random);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function buildAll(path: string): BuildReport {
  const steps = buildIndex(packagePlan(modules), path);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

interface Piece {
  readonly text: string;
  readonly url: string;
}

/** A file by chance, then a place in it by chance. */
function choosePieces(): readonly Piece[] {
  const documents = findPackages(modules).folders.flatMap(({ path, source }) =>
    writtenFiles(path).map((text) => ({ text, url: source.url })),
  );
  const pieces: Piece[] = [];
  while (pieces.length < pieceCount) {
    const document = documents[Math.floor(random() * documents.length)];
    if (document === undefined) break;
    const tokens = tokenOffsets(document.text);
    if (tokens.length < pieceTokens) continue;
    const first = Math.floor(random() * (tokens.length - pieceTokens));
    pieces.push({ text: document.text.slice(tokens[first], tokens[first + 2 * pieceTokens]), url: document.url });
  }
  return pieces;
}

/** All of a package, also those that the index leaves out as twins of others. */
function writtenFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(^|\/)(node_modules|deps|_vendor)\//.test(name) && kindOfPath(name) === 'protectedCode')
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size < largestFileBytes)
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => isWritten(text, 'protectedCode'));
}

/** Edited first, and cut behind: so many tokens are the owner's, but for what an edit put in. */
function pieceOf({ text }: Piece, edit: Edit): string {
  const isShorter = edit === edits['a line deleted'];
  const written = isShorter ? edit(text, random) : text;
  const cut = written.slice(0, tokenOffsets(written)[pieceTokens] ?? written.length);
  return isShorter ? cut : edit(cut, random);
}

/** Words and signs outside of comments; told apart by other means than the room's. */
function tokenOffsets(text: string): readonly number[] {
  const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|[\w$]+|[^\s\w$]/g;
  return [...text.matchAll(pattern)].filter(([match]) => !/^\/[/*]/.test(match)).map(({ index }) => index);
}

function measureRecall(index: ProtectedIndex): void {
  const pieces = choosePieces();
  for (const [name, edit] of Object.entries<Edit>(edits)) {
    const found = pieces.map((piece) => {
      const { matches } = matchText(pieceOf(piece, edit), [index]);
      const isWritten = !compilersHand.test(pieceOf(piece, edits['verbatim'] ?? edit));
      return {
        isFound: matches.length > 0,
        isCited: matches.some(({ citation }) => citation.url === piece.url),
        isWritten,
      };
    });
    const written = found.filter((piece) => piece.isWritten);
    const share = (list: typeof found, isSo: (piece: (typeof found)[number]) => boolean): string =>
      (list.filter(isSo).length / list.length).toFixed(3);
    console.log(
      `recall at ${pieceTokens} tokens, ${name.padEnd(25)} ${share(found, ({ isFound }) => isFound)}, with the right citation ` +
        `${share(found, ({ isCited }) => isCited)}; of the ${written.length} that no compiler wrote ${share(written, ({ isCited }) => isCited)}`,
    );
  }
}

function measureSpeed(index: ProtectedIndex): void {
  const characters = 2000;
  const source = readFileSync(fileURLToPath(new URL('../src/safety/protected/match-text.ts', import.meta.url)), 'utf8');
  const owned = readFileSync(join(modules, 'hono/dist/context.js'), 'utf8');
  const prose = 'The committee met on Tuesday to discuss the new library, and a visitor asked who would pay for it. ';
  for (const [name, text] of Object.entries({ code: source, 'indexed code': owned, prose, signs: '(){}' })) {
    const asked = text.repeat(Math.ceil(characters / text.length)).slice(0, characters);
    for (let round = 0; round < 300; round += 1) matchText(asked, [index]);
    const before = process.cpuUsage();
    for (let round = 0; round < 300; round += 1) matchText(asked, [index]);
    const spent = process.cpuUsage(before);
    console.log(
      `matching 2,000 characters of ${name.padEnd(13)} ${((spent.user + spent.system) / 1000 / 300).toFixed(3)} ms`,
    );
  }
}
