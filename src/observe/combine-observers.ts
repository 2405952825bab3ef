// In: the sinks. Out: one Observer that tells all of them. What one throws reaches neither the caller nor the others.
import type { Observer } from '../contract/observer.ts';

export function combineObservers(observers: readonly Observer[], onSinkError: (error: unknown) => void): Observer {
  return {
    emit: (event) => {
      for (const observer of observers) {
        try {
          observer.emit(event);
        } catch (error) {
          try {
            onSinkError(error);
          } catch {
            // There is nobody left to tell.
          }
        }
      }
    },
  };
}
