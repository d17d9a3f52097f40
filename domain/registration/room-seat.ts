/** A room as tickets and doors name it: `007`. */
export function roomName(room: number): string {
  return String(room).padStart(3, '0');
}

/** A seat as tickets and desks name it: `07`. */
export function seatName(seat: number): string {
  return String(seat).padStart(2, '0');
}
