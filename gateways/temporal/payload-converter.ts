import {
  CompositePayloadConverter,
  JsonPayloadConverter,
  type Payload,
  UndefinedPayloadConverter,
} from '@temporalio/common';
import { UNDECODABLE } from '../../domain/undecodable.ts';

/**
 * JSON, with one difference: a payload that cannot be read becomes `UNDECODABLE` instead of an error. An undecodable
 * signal would otherwise fail its workflow task for ever.
 */
class ForgivingPayloadConverter extends CompositePayloadConverter {
  override fromPayload<T>(payload: Payload): T {
    try {
      return super.fromPayload<T>(payload);
    } catch {
      return UNDECODABLE as T;
    }
  }
}

/** Loaded by path, on workers also inside the workflow sandbox. */
export const payloadConverter = new ForgivingPayloadConverter(
  new UndefinedPayloadConverter(),
  new JsonPayloadConverter(),
);
