// In: keys and values. Out: the bytes of a small GGUF file, right in every detail unless told otherwise. For tests only.

export type GgufPair = readonly [key: string, value: string | number | boolean | readonly string[] | readonly number[]];

export const tinyPairs: readonly GgufPair[] = [
  ['general.architecture', 'llama'],
  ['general.name', 'Tiny'],
  ['general.file_type', 15],
  ['llama.block_count', 4],
  ['llama.context_length', 2048],
  ['llama.embedding_length', 64],
  ['llama.attention.head_count', 8],
  ['llama.attention.head_count_kv', 2],
  ['tokenizer.ggml.tokens', ['<s>', '</s>', 'a', 'b']],
  ['tokenizer.chat_template', '{% for m in messages %}{{ tools }}{% endfor %}'],
];

/** One tensor of 32 bytes of 32-bit floats follows the header. */
export function ggufBytes(pairs: readonly GgufPair[] = tinyPairs, version = 3): Buffer {
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(1),
    u64(pairs.length),
    ...pairs.flatMap(([key, value]) => [text(key), encode(value)]),
    text('weight'),
    u32(1),
    u64(8),
    u32(0),
    u64(0),
  ]);
  const padding = Buffer.alloc((32 - (head.length % 32)) % 32);
  return Buffer.concat([head, padding, Buffer.alloc(32, 1)]);
}

function encode(value: GgufPair[1]): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)]);
  if (typeof value === 'boolean') return Buffer.concat([u32(7), Buffer.from([value ? 1 : 0])]);
  if (typeof value === 'number') return Buffer.concat([u32(4), u32(value)]);
  const items = value.map((item) => (typeof item === 'string' ? text(item) : u32(item)));
  const type = typeof value[0] === 'string' ? 8 : 4;
  return Buffer.concat([u32(9), u32(type), u64(value.length), ...items]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
