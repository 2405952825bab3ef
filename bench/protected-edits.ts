// In: a piece of code. Out: the same as somebody gives it out again: reformatted, without its comments, a name changed, a line more or less.

export type Edit = (text: string, random: () => number) => string;

const reserved = new Set(
  'const let var function return if else for while new this import export from default class type interface case break'.split(
    ' ',
  ),
);

const reformatted: Edit = (text) =>
  text
    .split('\n')
    .map((line) => `      ${line.trim()}`)
    .join('\n')
    .replaceAll("'", '"')
    .replace(/\s*([{}()=])\s*/g, ' $1 ');

const uncommented: Edit = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');

/** One of the names, wherever it stands. */
const renamed: Edit = (text, random) => {
  const names = [...new Set(text.match(/[A-Za-z_$][\w$]*/g) ?? [])].filter((name) => !reserved.has(name));
  const name = names[Math.floor(random() * names.length)];
  return name === undefined
    ? text
    : text.replace(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'), 'renamedHere');
};

/** One name in one place. */
const renamedOnce: Edit = (text, random) => {
  const places = [...text.matchAll(/[A-Za-z_$][\w$]*/g)].filter(([name]) => !reserved.has(name));
  const place = places[Math.floor(random() * places.length)];
  if (place === undefined) return text;
  return `${text.slice(0, place.index)}renamedHere${text.slice(place.index + place[0].length)}`;
};

const lineInserted: Edit = (text, random) => {
  const lines = text.split('\n');
  lines.splice(Math.floor(random() * lines.length), 0, 'trace("step", counter + 1);');
  return lines.join('\n');
};

const lineDeleted: Edit = (text, random) => {
  const lines = text.split('\n');
  if (lines.length > 3) lines.splice(1 + Math.floor(random() * (lines.length - 2)), 1);
  return lines.join('\n');
};

const inRow =
  (...steps: readonly Edit[]): Edit =>
  (text, random) =>
    steps.reduce((current, step) => step(current, random), text);

export const edits: Readonly<Record<string, Edit>> = {
  verbatim: (text) => text,
  reformatted,
  'comments removed': uncommented,
  'one place renamed': renamedOnce,
  'a name renamed throughout': renamed,
  'a line inserted': lineInserted,
  'a line deleted': lineDeleted,
  'all lightly': inRow(uncommented, reformatted, renamedOnce, lineInserted),
};
