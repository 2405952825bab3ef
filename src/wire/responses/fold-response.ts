// In: the events of a response. Out: the body of an unstreamed one: the response that the last of them carries. Knows no HTTP.
import { Fault } from '../../contract/fault.ts';
import type { ResponseBody } from './response-body.ts';
import type { ResponseEvent } from './response-event.ts';

export async function foldResponse(events: AsyncIterable<ResponseEvent>): Promise<ResponseBody> {
  let last: ResponseEvent | null = null;
  for await (const event of events) last = event;
  if (last === null || !('response' in last)) throw new Fault('internal', 'The answer ended before it was complete.');
  return last.response;
}
