// In: keys and values. Out: the bytes of a small GGUF file, right in every detail unless told otherwise. For tests only.

type GgufValue = string | number | boolean | readonly string[] | readonly number[] | { readonly float: number };
export type GgufPair = readonly [key: string, value: GgufValue];

/** Of 32-bit floats; the first dimension is the one that lies together. */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

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

/** By default one tensor of 32 bytes follows the header. */
export function ggufBytes(
  pairs: readonly GgufPair[] = tinyPairs,
  version = 3,
  tensors: readonly GgufTensor[] = [{ name: 'weight', shape: [8], values: new Float32Array(8).fill(1) }],
): Buffer {
  let offset = 0;
  const described: Buffer[] = [];
  const data: Buffer[] = [];
  for (const { name, shape, values } of tensors) {
    described.push(text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset));
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    data.push(bytes, padding(bytes.length));
    offset += bytes.length + padding(bytes.length).length;
  }
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(tensors.length),
    u64(pairs.length),
    ...pairs.flatMap(([key, value]) => [text(key), encode(value)]),
    ...described,
  ]);
  return Buffer.concat([head, padding(head.length), ...data]);
}

function padding(length: number): Buffer {
  return Buffer.alloc((32 - (length % 32)) % 32);
}

function encode(value: GgufValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)]);
  if (typeof value === 'boolean') return Buffer.concat([u32(7), Buffer.from([value ? 1 : 0])]);
  if (typeof value === 'number') return Buffer.concat([u32(4), u32(value)]);
  if ('float' in value) return Buffer.concat([u32(6), f32(value.float)]);
  const items = value.map((item) => (typeof item === 'string' ? text(item) : u32(item)));
  const type = typeof value[0] === 'string' ? 8 : 4;
  return Buffer.concat([u32(9), u32(type), u64(value.length), ...items]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
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
