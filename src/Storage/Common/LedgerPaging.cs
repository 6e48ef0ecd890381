using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Common;

/// <summary>One read: at most <paramref name="Limit"/> entries of (After, Upto].</summary>
internal readonly record struct LedgerWindow(long After, long Upto, int Limit);

/// <summary>
/// Walks a stretch of the ledger page by page. For a part of the scopes the stretch is cut into windows of positions: within one, the
/// database may find the entries in any order and sort them; over the whole rest it would do so again for each page. A window grows
/// while little is found in it and shrinks when it is full.
/// </summary>
internal sealed class LedgerPaging(long after, long upto, ScopePath? scope)
{
    public const int PageSize = 2000;

    private const long FirstWindow = 16_384;

    private readonly bool _everything = scope is null || scope.Kind == ScopeKind.Organization;
    private long _after = after;
    private long _window = FirstWindow;
    private LedgerWindow _current;

    /// <summary>The next read; null at the end.</summary>
    public LedgerWindow? Next()
    {
        if (_after >= upto)
        {
            return null;
        }

        var end = _everything || upto - _after <= _window ? upto : _after + _window;
        _current = new(_after, end, PageSize);
        return _current;
    }

    /// <summary>Goes on behind what was read.</summary>
    public void Read(IReadOnlyList<LedgerEntry> page) => Read(page.Count, page.Count == 0 ? 0 : page[^1].Position);

    /// <summary>Goes on behind what was read.</summary>
    public void Read(int count, long last)
    {
        if (count >= PageSize)
        {
            _after = last;
            _window = Math.Max(PageSize, _window / 2);
            return;
        }

        _after = _current.Upto;
        if (count < PageSize / 2)
        {
            _window = Math.Min(_window * 2, long.MaxValue / 4);
        }
    }
}
