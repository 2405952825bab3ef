// In: a text and the vocabulary's marker strings. Out: the text in pieces of which none holds a whole marker; whether what stands around a text could
// make a marker of it. Pure.

/**
 * The engine reads some added tokens (`<tool_call>`, `<think>`: "user defined" in GGUF) even in text that it tokenises without
 * control tokens. Tokenised piece by piece they stay ordinary characters; joined, the pieces are the text, unchanged.
 */
export function markerSplitter(markers: readonly string[]): (text: string) => readonly string[] {
  // A marker of one character cannot be cut; such a token is a character like any other.
  const cuttable = markers.filter((marker) => marker.length > 1).sort((left, right) => right.length - left.length);
  if (cuttable.length === 0) return (text) => [text];
  const anyMarker = new RegExp(cuttable.map(escapeForPattern).join('|'), 'g');
  return (text) => {
    const pieces: string[] = [];
    let start = 0;
    anyMarker.lastIndex = 0;
    for (let match = anyMarker.exec(text); match !== null; match = anyMarker.exec(text)) {
      const cut = match.index + (isLeadSurrogate(text, match.index) ? 2 : 1);
      if (cut < text.length) {
        pieces.push(text.slice(start, cut));
        start = cut;
      }
      // Another marker may begin inside this one.
      anyMarker.lastIndex = cut;
    }
    pieces.push(text.slice(start));
    return pieces;
  };
}

/**
 * Whether a template could make a marker of the text: it holds one, or is one but for signs that a template writes around what it is given
 * (`'<' ~ key ~ '>'`), in other capitals or with other signs between its words (`key | replace('-', '_')`).
 */
export function markerRisk(markers: readonly string[]): (text: string) => boolean {
  const [anywhere, wholes, beginnings, endings] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  for (const marker of markers.map(squeeze)) {
    const [opening = '', closing = ''] = [/^[^\p{L}\p{N}]*/u, /[^\p{L}\p{N}]*$/u].map(
      (signs) => signs.exec(marker)?.[0] ?? '',
    );
    // Of signs alone: texts are full of such, and no template is known that writes half of one.
    if (opening === marker) continue;
    const end = marker.length - closing.length;
    if (opening !== '' || closing !== '') anywhere.add(marker);
    for (let from = 0; from <= opening.length; from += 1)
      for (let to = end; to <= marker.length; to += 1) wholes.add(marker.slice(from, to));
    for (let from = 1; from <= opening.length && closing !== ''; from += 1) beginnings.add(marker.slice(from));
    for (let to = end; to < marker.length && opening !== ''; to += 1) endings.add(marker.slice(0, to));
  }
  const lengthsOf = (texts: ReadonlySet<string>): readonly number[] => [
    ...new Set([...texts].map(({ length }) => length)),
  ];
  const [ofBeginnings, ofEndings] = [lengthsOf(beginnings), lengthsOf(endings)];
  const signs = anywhere.size === 0 ? null : new RegExp([...anywhere].map(escapeForPattern).join('|'));
  return (text) => {
    const squeezed = squeeze(text);
    return (
      wholes.has(squeezed) ||
      signs?.test(squeezed) === true ||
      ofBeginnings.some((length) => beginnings.has(squeezed.slice(0, length))) ||
      ofEndings.some((length) => endings.has(squeezed.slice(-length)))
    );
  };
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s_▁$-]/g, '');
}

function isLeadSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
