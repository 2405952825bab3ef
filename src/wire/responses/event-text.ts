// In: an event of a response. Out: one server-sent event as text, named by the event's type. Knows no order.
import { sseData } from '../openai/server-sent-events.ts';
import type { ErrorEvent, ResponseEvent } from './response-event.ts';

export function eventText(event: ResponseEvent | ErrorEvent): string {
  return `event: ${event.type}\n${sseData(event)}`;
}
