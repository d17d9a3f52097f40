// CommonJS for the reason given in payload-converter.cjs.
const { DefaultFailureConverter } = require('@temporalio/common');

/** Messages and stack traces of failures are encrypted like everything else. */
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
