// In: a request. Out: its parsed JSON body, within the size limit. Knows no schema.
import { Fault } from '../contract/fault.ts';

/** Content types other than JSON's own are for the few routes that name them. */
export async function readJsonBody(
  request: Request,
  limitBytes: number,
  mediaTypes: readonly string[] = ['application/json'],
): Promise<unknown> {
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType === undefined || !mediaTypes.includes(mediaType)) {
    throw new Fault(
      'unsupported_media_type',
      `Unsupported content type: '${mediaType}'. This API only accepts 'application/json' requests; set the header 'Content-Type: application/json'.`,
    );
  }
  const encoding = request.headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') {
    throw new Fault(
      'unsupported_media_type',
      `Unsupported content encoding: '${encoding}'. Send the body uncompressed.`,
    );
  }
  const bytes = await readBytes(request, limitBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Fault(
      'invalid_json',
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The API expects a JSON payload, but what was sent was not valid JSON.)",
      { cause: error },
    );
  }
}

async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new Fault('body_too_large', `The request body is larger than the limit of ${limitBytes} bytes.`);
  const declared = request.headers.get('content-length');
  if (declared !== null) {
    if (Number(declared) > limitBytes) throw tooLarge();
    // No server reads more of a body than its head declares; as a whole it comes without a stream object.
    const whole = new Uint8Array(await request.arrayBuffer());
    if (whole.byteLength > limitBytes) throw tooLarge();
    return whole;
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
