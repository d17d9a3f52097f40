import type { ColumnKey, Headings } from '../../domain/batches/headings.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

export function sealFileName(vault: Vault, batchId: string, name: string): string {
  return vault.seal(SEALED.batchFileName(batchId), name);
}

export function openFileName(
  vault: Vault,
  { id, sealedFileName }: { id: string; sealedFileName: string | null },
): string | null {
  return sealedFileName === null ? null : vault.open<string>(SEALED.batchFileName(id), sealedFileName);
}

export function sealHeadings(vault: Vault, batchId: string, headings: Headings): string {
  return vault.seal(SEALED.batchHeadings(batchId), headings);
}

export function openHeadings(
  vault: Vault,
  { id, sealedHeadings }: { id: string; sealedHeadings: string | null },
): Headings | null {
  return sealedHeadings === null ? null : vault.open<Headings>(SEALED.batchHeadings(id), sealedHeadings);
}

export function sealParameters(vault: Vault, batchId: string, parameters: object): string {
  return vault.seal(SEALED.batchParameters(batchId), parameters);
}

/** Opens what is done to each whom a filter finds; null for a batch of a file. */
export function openParameters<Parameters extends object>(
  vault: Vault,
  { id, sealedParameters }: { id: string; sealedParameters: string | null },
): Parameters | null {
  return sealedParameters === null
    ? null
    : vault.open<Parameters>(SEALED.batchParameters(id), sealedParameters);
}

/** The cells of a row, by their columns. */
export type BatchCells = Partial<Record<ColumnKey, string>>;

export function sealCells(vault: Vault, batchId: string, line: number, cells: BatchCells): string {
  return vault.seal(SEALED.batchRow(`${batchId}/${line}`), cells);
}

export function openCells(vault: Vault, batchId: string, line: number, sealed: string): BatchCells {
  return vault.open<BatchCells>(SEALED.batchRow(`${batchId}/${line}`), sealed);
}

export function sealPiece(vault: Vault, batchId: string, piece: number, bytes: Uint8Array): Buffer {
  return vault.sealBytes(SEALED.batchPiece(`${batchId}/${piece}`), bytes);
}

export function openPiece(vault: Vault, batchId: string, piece: number, sealed: Buffer): Buffer {
  return vault.openBytes(SEALED.batchPiece(`${batchId}/${piece}`), sealed);
}
