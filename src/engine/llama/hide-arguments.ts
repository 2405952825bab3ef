// In: the arguments of an earlier call as a model wrote them, and what hides a text. Out: the same JSON with its names and texts hidden, numbers as
// they were written; arguments that are no object, or too deep for a template, as one text. Pure; knows no template.

/** Deeper than this a template's recursion is not trusted. */
const mostNested = 32;
/** Of valid JSON: texts, signs, and what is neither. */
const jsonToken = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

export function hideArguments(argumentsJson: string, hide: (text: string) => string): string {
  const tokens = argumentsJson === '' ? ['{}'] : objectTokens(argumentsJson);
  if (tokens === null) return JSON.stringify(hide(argumentsJson));
  return tokens
    .map((token) => {
      if (token.startsWith('"')) return JSON.stringify(hide(String(JSON.parse(token))));
      return /^-?\d/.test(token) && !isHeldByEngine(token) ? JSON.stringify(hide(token)) : token;
    })
    .join('');
}

function objectTokens(text: string): readonly string[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  } catch {
    return null;
  }
  const tokens = text.match(jsonToken) ?? [];
  let depth = 0;
  for (const token of tokens) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > mostNested) return null;
  }
  return tokens;
}

/** The engine reads whole numbers of 64 bits, and others as doubles: a longer one would lose its last digits, one without end is refused. */
function isHeldByEngine(number: string): boolean {
  if (!/^-?\d+$/.test(number)) return Number.isFinite(Number(number));
  return BigInt(number) === BigInt.asIntN(64, BigInt(number)) || String(Number(number)) === number;
}
