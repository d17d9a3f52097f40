import type { ReactNode } from 'react';

/** The head of a column. A wide column's cells take the whole line on a narrow screen, without the name. */
type Head = string | { wide: string };

export interface TableRow {
  key: string | number;
  /** The cells of the row; the first one names it. */
  cells: [ReactNode, ...ReactNode[]];
  muted?: boolean;
  chosen?: boolean;
}

interface TableProps {
  caption: string;
  heads: Head[];
  rows: TableRow[];
}

/** A table that becomes a list of cards below 640 px. */
export function Table({ caption, heads, rows }: TableProps) {
  const names = heads.map((head) => (typeof head === 'string' ? head : head.wide));
  return (
    <table className="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...others], muted, chosen }) => (
          <tr key={key} data-muted={muted || undefined} data-chosen={chosen || undefined}>
            <th scope="row" className="cell-wide">
              {first}
            </th>
            {others.map((cell, index) => (
              <td
                key={names[index + 1]}
                data-label={names[index + 1]}
                className={typeof heads[index + 1] === 'string' ? undefined : 'cell-wide'}
              >
                <div>{cell}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
