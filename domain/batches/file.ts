/** The size from which a file of rows is refused: of what its people send, nothing comes near it. */
export const MAX_TABLE_BYTES = 100 * 1024 * 1024;
/** The same for a ZIP of photos. */
export const MAX_PHOTO_ZIP_BYTES = 1024 * 1024 * 1024;
