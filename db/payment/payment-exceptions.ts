import { and, asc, desc, eq, gt, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import type { Database } from '../connect.ts';
import type { PaymentExceptionKind } from '../../domain/registration/payment-exception.ts';
import type { Direction } from '../keyset.ts';
import { inScope } from '../in-scope.ts';
import { candidates, orders, paymentExceptions, refunds } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import type { Reader } from '../reader.ts';
import { staffActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

/** An exception for staff, with its order, its refund and the candidate's sealed roll row. */
export interface PaymentExceptionRecord {
  exception: typeof paymentExceptions.$inferSelect;
  order: typeof orders.$inferSelect | null;
  refund: typeof refunds.$inferSelect | null;
  /** The roll entry of the order. */
  candidate: { id: string; personal: string } | null;
  /** School of the candidate; null without an order of ours. Decides which staff see the exception. */
  schoolCode: string | null;
}

/** Lists exceptions of a scope, newest first unless asked otherwise: those nobody has handled yet, or those handled. */
export async function listPaymentExceptions(
  db: Reader,
  filter: {
    handled: boolean;
    kind?: PaymentExceptionKind | undefined;
    order?: Direction | undefined;
    scope: Scope;
    /** The id of the last row seen. */
    after?: number | undefined;
    limit: number;
  },
): Promise<PaymentExceptionRecord[]> {
  const { handled, kind, order, scope, after, limit } = filter;
  const [inOrder, further] = order === 'asc' ? ([asc, gt] as const) : ([desc, lt] as const);
  return exceptionRows(db)
    .where(
      and(
        handled ? isNotNull(paymentExceptions.handledAt) : isNull(paymentExceptions.handledAt),
        inScope(candidates.schoolCode, scope),
        kind && eq(paymentExceptions.kind, kind),
        after === undefined ? undefined : further(paymentExceptions.id, after),
      ),
    )
    .orderBy(inOrder(paymentExceptions.id))
    .limit(limit);
}

export async function readPaymentException(db: Reader, id: number): Promise<PaymentExceptionRecord | null> {
  const [record] = await exceptionRows(db).where(eq(paymentExceptions.id, id));
  return record ?? null;
}

/** Marks an exception as handled, unless somebody was faster. @returns whether this call did it */
export async function handlePaymentException(
  db: Database,
  vault: Vault,
  { id, account, note, at }: { id: number; account: string; note: string; at: Instant },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const handled = await tx
      .update(paymentExceptions)
      .set({ handledAt: at, handledBy: account, note: sealNote(vault, id, note) })
      .where(and(eq(paymentExceptions.id, id), isNull(paymentExceptions.handledAt)))
      .returning({ kind: paymentExceptions.kind, orderNo: paymentExceptions.orderNo });
    const [line] = handled;
    if (!line) return false;
    await recordAudit(tx, {
      actor: staffActor(account),
      action: 'paymentExceptionHandled',
      target: `payment-exception/${id}`,
      details: line,
      happenedAt: at,
    });
    return true;
  });
}

function sealNote(vault: Vault, id: number, note: string): string {
  return vault.seal(SEALED.exceptionNote(String(id)), note);
}

export function openNote(vault: Vault, id: number, sealed: string): string {
  return vault.open(SEALED.exceptionNote(String(id)), sealed);
}

function exceptionRows(db: Reader) {
  return db
    .select({
      exception: paymentExceptions,
      order: orders,
      refund: refunds,
      candidate: { id: candidates.id, personal: candidates.personal },
      schoolCode: candidates.schoolCode,
    })
    .from(paymentExceptions)
    .leftJoin(orders, eq(orders.orderNo, paymentExceptions.orderNo))
    .leftJoin(refunds, eq(refunds.orderNo, paymentExceptions.orderNo))
    .leftJoin(candidates, eq(candidates.id, orders.registrationId))
    .$dynamic();
}
