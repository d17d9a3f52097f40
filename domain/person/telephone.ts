/** A telephone as `plainCode` gives it: of a country, an area or a service, such as `+86-10-12345678` or `400-000-0000`. */
export const TELEPHONE = /^(?=(?:\D*\d){5})\+?(?:\(\d{1,4}\)-?)?\d{2,}(?:-\d+){0,5}$/;
/** The most characters of one. */
export const TELEPHONE_LIMIT = 30;
