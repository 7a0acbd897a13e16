/** A script that loads every table with types and labels. It reads the code book beside it, so it is the same for every session. */
export const loadWithPandas = String.raw`"""Loads the tables in the folder data with types and labels. Needs pandas 2 or newer.

    from load import tables, variable_labels, value_labels
    tables['all_apps_wide']            # a DataFrame; its columns are named as in the files
    variable_labels['all_apps_wide']   # column -> what it means
    value_labels['all_apps_wide']      # column -> {value -> what it stands for}
"""
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent


def _text(name):
    return pd.read_csv(HERE / name, dtype=str, keep_default_na=False)


_book = _text('codebook.csv')
_values = _text('value_labels.csv')


def _typed(column, kind):
    try:
        return _as(column, kind)
    except (ValueError, TypeError):  # a column of a custom export may hold anything further down
        return column.astype('string')


def _as(column, kind):
    if kind == 'whole number':
        return pd.to_numeric(column).astype('Int64')
    if kind in ('number', 'money'):
        return pd.to_numeric(column).astype('Float64')
    if kind == 'yes or no':
        return pd.to_numeric(column).astype('Int64').astype('boolean')
    if kind == 'moment':
        return pd.to_datetime(column, utc=True)
    return column.astype('string')


def _load(table):
    frame = pd.read_csv(HERE / 'data' / f'{table}.csv', dtype=str, keep_default_na=False, na_values=[''])
    book = _book[_book['table'] == table].set_index('variable')
    frame = pd.DataFrame({name: _typed(frame[name], book.loc[name, 'type']) for name in frame.columns})
    for name in frame.columns[[book.loc[name, 'type'] == 'choice' for name in frame.columns]]:
        known = list(value_labels[table].get(name, {}))
        frame[name] = pd.Categorical(frame[name], categories=known + sorted(set(frame[name].dropna()) - set(known)))
    return frame


value_labels = {
    table: {name: dict(zip(own['value'], own['label'])) for name, own in part.groupby('variable')}
    for table, part in _values.groupby('table')
}
for _table in _book['table'].unique():
    value_labels.setdefault(_table, {})
variable_labels = {table: dict(zip(part['variable'], part['label'])) for table, part in _book.groupby('table')}
tables = {table: _load(table) for table in _book['table'].unique()}

if __name__ == '__main__':
    for _name, _frame in tables.items():
        print(f'{_name}: {len(_frame)} rows, {len(_frame.columns)} columns')
`;
