// CommonJS, because the SDK loads it with `require` whatever runs the rest of the program, and bundles it for workflows.
const {
  CompositePayloadConverter,
  JsonPayloadConverter,
  UndefinedPayloadConverter,
} = require('@temporalio/common');

const UNDECODABLE = Object.freeze({ undecodable: true });

/**
 * JSON, with one difference: a payload that cannot be read becomes a value no handler accepts, instead of an error. An
 * undecodable signal would otherwise fail its workflow task for ever.
 */
class ForgivingPayloadConverter extends CompositePayloadConverter {
  fromPayload(payload) {
    try {
      return super.fromPayload(payload);
    } catch {
      return UNDECODABLE;
    }
  }
}

exports.payloadConverter = new ForgivingPayloadConverter(
  new UndefinedPayloadConverter(),
  new JsonPayloadConverter(),
);
