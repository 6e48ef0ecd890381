using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>
/// A prepared statement, kept by its session. Bind in order, then <see cref="Run"/> it, or <see cref="Step"/> through its rows.
/// Goes to SQLite's own interface: ADO.NET's parameter objects cost about 0.2 µs for each value, and a ledger line has 18.
/// </summary>
internal sealed class SqliteStatement(sqlite3 database, sqlite3_stmt handle) : IDisposable
{
    private int _bound;
    private bool _active;

    public SqliteStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(handle, ++_bound, value));
        return this;
    }

    public SqliteStatement Bind(long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(handle, ++_bound, number) : raw.sqlite3_bind_null(handle, ++_bound));
        return this;
    }

    public SqliteStatement Bind(string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(handle, ++_bound) : raw.sqlite3_bind_text(handle, ++_bound, value));
        return this;
    }

    public SqliteStatement BindText(ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(handle, ++_bound, utf8));
        return this;
    }

    public SqliteStatement BindBlob(ReadOnlySpan<byte> bytes)
    {
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, ++_bound, 0) : raw.sqlite3_bind_blob(handle, ++_bound, bytes));
        return this;
    }

    /// <summary>Exact: an integer when whole, else its decimal text.</summary>
    public SqliteStatement Bind(decimal value)
    {
        if (value is >= long.MinValue and <= long.MaxValue && decimal.IsInteger(value))
        {
            return Bind((long)value);
        }

        Span<byte> text = stackalloc byte[32];
        if (!value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture))
        {
            throw new FormatException("A decimal is longer than 32 characters.");
        }

        return BindText(text[..length]);
    }

    public SqliteStatement Bind(decimal? value) => value is { } number ? Bind(number) : Bind((string?)null);

    /// <summary>Runs a statement without rows and makes it ready for the next values.</summary>
    /// <returns>Rows changed.</returns>
    public int Run()
    {
        _active = true;
        var result = raw.sqlite3_step(handle);
        Reset();
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Check(result);
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>Goes to the next row; after the last one the statement is ready for new values.</summary>
    public bool Step()
    {
        _active = true;
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        return false;
    }

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A text's UTF-8 or a blob, good until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public decimal Decimal(int column)
    {
        if (raw.sqlite3_column_type(handle, column) == raw.SQLITE_INTEGER)
        {
            return raw.sqlite3_column_int64(handle, column);
        }

        var text = Bytes(column);
        return Utf8Parser.TryParse(text, out decimal value, out var read) && read == text.Length
            ? value
            : throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is stored where a decimal should be.");
    }

    /// <summary>Ends a statement before its last row, and forgets its values' places.</summary>
    public void Reset()
    {
        _bound = 0;
        if (_active)
        {
            _active = false;

            // The result repeats the last step's error, which has been or will be thrown.
            _ = raw.sqlite3_reset(handle);
        }
    }

    public void Dispose() => handle.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
