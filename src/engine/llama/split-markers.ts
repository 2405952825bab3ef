// In: a text and the vocabulary's marker strings. Out: the text in pieces of which none holds a whole marker. Pure.

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

function isLeadSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
