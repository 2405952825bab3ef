// In: a cursor at the start of a GGUF file. Out: its key-value pairs (long arrays as their length only) and where the last tensor
// ends. Knows the container's layout, no model's keys.
import { type GgufCursor, GgufDamage } from './gguf-cursor.ts';

export type GgufValue = string | number | boolean | readonly number[] | readonly string[] | { readonly length: number };

export interface GgufMetadata {
  readonly version: number;
  readonly values: ReadonlyMap<string, GgufValue>;
  readonly tensorCount: number;
  /** The file must be at least this long; tensors of a type unknown here count as empty. */
  readonly neededBytes: number;
}

const maxPairs = 10_000;
const maxTensors = 1_000_000;
const maxKeyBytes = 65_535;
const maxTextBytes = 4 << 20;
/** Arrays of numbers up to this length are kept: one value for each layer. */
const keptArrayLength = 1024;

const types = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f32: 6,
  boolean: 7,
  text: 8,
  array: 9,
  u64: 10,
  i64: 11,
  f64: 12,
};
const scalarBytes = new Map([
  [types.u8, 1],
  [types.i8, 1],
  [types.u16, 2],
  [types.i16, 2],
  [types.u32, 4],
  [types.i32, 4],
  [types.f32, 4],
  [types.boolean, 1],
  [types.u64, 8],
  [types.i64, 8],
  [types.f64, 8],
]);

/** Elements of a block and its bytes, by ggml's type number. */
const tensorBlocks = new Map<number, readonly [number, number]>([
  [0, [1, 4]],
  [1, [1, 2]],
  [2, [32, 18]],
  [3, [32, 20]],
  [6, [32, 22]],
  [7, [32, 24]],
  [8, [32, 34]],
  [9, [32, 36]],
  [10, [256, 84]],
  [11, [256, 110]],
  [12, [256, 144]],
  [13, [256, 176]],
  [14, [256, 210]],
  [15, [256, 292]],
  [16, [256, 66]],
  [17, [256, 74]],
  [18, [256, 98]],
  [19, [256, 50]],
  [20, [32, 18]],
  [21, [256, 110]],
  [22, [256, 82]],
  [23, [256, 136]],
  [24, [1, 1]],
  [25, [1, 2]],
  [26, [1, 4]],
  [27, [1, 8]],
  [28, [1, 8]],
  [29, [256, 56]],
  [30, [1, 2]],
  [34, [256, 54]],
  [35, [256, 66]],
  [39, [32, 17]],
]);

/** Arrays of the keys in `keptWhole` are read whatever their length; of other long ones only the length is told. */
export function readGgufMetadata(cursor: GgufCursor, keptWhole: readonly string[] = []): GgufMetadata {
  const version = cursor.u32();
  if (version < 2 || version > 3) throw new GgufDamage(`GGUF version ${version}, where 2 and 3 are known`);
  const tensorCount = cursor.u64();
  const pairCount = cursor.u64();
  if (pairCount > maxPairs || tensorCount > maxTensors) throw new GgufDamage('an absurd number of entries');
  const values = new Map<string, GgufValue>();
  for (let pair = 0; pair < pairCount; pair += 1) {
    const key = cursor.text(maxKeyBytes);
    const value = readValue(cursor, cursor.u32(), key !== null && keptWhole.includes(key));
    if (key !== null) values.set(key, value);
  }
  const tensorsEnd = readTensorsEnd(cursor, tensorCount);
  const claimed = values.get('general.alignment');
  const alignment = typeof claimed === 'number' && Number.isInteger(claimed) && claimed > 0 ? claimed : 32;
  const dataStart = Math.ceil(cursor.position / alignment) * alignment;
  return { version, values, tensorCount, neededBytes: tensorCount === 0 ? cursor.position : dataStart + tensorsEnd };
}

function readValue(cursor: GgufCursor, type: number, isKeptWhole: boolean): GgufValue {
  switch (type) {
    case types.text:
      return cursor.text(maxTextBytes) ?? '';
    case types.boolean:
      return cursor.u8() !== 0;
    case types.array:
      return readArray(cursor, isKeptWhole);
    default:
      return readNumber(cursor, type);
  }
}

function readNumber(cursor: GgufCursor, type: number): number {
  switch (type) {
    case types.u8:
      return cursor.u8();
    case types.i8:
      return cursor.i8();
    case types.u16:
      return cursor.u16();
    case types.i16:
      return cursor.i16();
    case types.u32:
      return cursor.u32();
    case types.i32:
      return cursor.i32();
    case types.f32:
      return cursor.f32();
    case types.u64:
      return cursor.u64();
    case types.i64:
      return cursor.i64();
    case types.f64:
      return cursor.f64();
    default:
      throw new GgufDamage(`a value of unknown type ${type}`);
  }
}

function readArray(cursor: GgufCursor, isKeptWhole: boolean): GgufValue {
  const type = cursor.u32();
  const length = cursor.u64();
  if (type === types.text) {
    // Every text needs its 8 bytes of length.
    if (length > (cursor.fileBytes - cursor.position) / 8) throw new GgufDamage('an array longer than the file');
    if (isKeptWhole) return Array.from({ length }, () => cursor.text(maxTextBytes) ?? '');
    for (let item = 0; item < length; item += 1) cursor.skip(cursor.u64());
    return { length };
  }
  const itemBytes = scalarBytes.get(type);
  if (itemBytes === undefined) throw new GgufDamage(`an array of unknown type ${type}`);
  if ((length > keptArrayLength && !isKeptWhole) || type === types.boolean) {
    cursor.skip(length * itemBytes);
    return { length };
  }
  if (length > (cursor.fileBytes - cursor.position) / itemBytes) throw new GgufDamage('an array longer than the file');
  return Array.from({ length }, () => readNumber(cursor, type));
}

function readTensorsEnd(cursor: GgufCursor, tensorCount: number): number {
  let end = 0;
  for (let tensor = 0; tensor < tensorCount; tensor += 1) {
    cursor.skip(cursor.u64());
    const dimensionCount = cursor.u32();
    if (dimensionCount > 8) throw new GgufDamage(`a tensor of ${dimensionCount} dimensions`);
    let elements = 1;
    for (let dimension = 0; dimension < dimensionCount; dimension += 1) elements *= cursor.u64();
    const [blockElements, blockBytes] = tensorBlocks.get(cursor.u32()) ?? [1, 0];
    end = Math.max(end, cursor.u64() + Math.ceil(elements / blockElements) * blockBytes);
  }
  return end;
}
