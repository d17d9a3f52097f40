/** Names a room as tickets and doors do: `007`. */
export function roomName(room: number): string {
  return String(room).padStart(3, '0');
}

/** Names a seat as tickets and desks do: `07`. */
export function seatName(seat: number): string {
  return String(seat).padStart(2, '0');
}
