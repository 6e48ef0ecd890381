namespace FinOpsAI.Grains.Cost;

/// <summary>
/// Values by bucket number over a sliding window that ends at the newest bucket ever touched. Grows with its use up to
/// <paramref name="capacity"/> buckets; what falls off the old end is forgotten.
/// </summary>
/// <typeparam name="T">What a bucket holds; untouched buckets hold its default.</typeparam>
/// <param name="capacity">The longest window, in buckets.</param>
internal sealed class BucketRing<T>(int capacity)
    where T : struct
{
    private const int InitialLength = 16;

    private T[] _items = [];

    /// <summary>The oldest bucket kept; meaningless while <see cref="Count"/> is 0.</summary>
    public long First { get; private set; }

    /// <summary>How many buckets are kept, touched or not.</summary>
    public int Count { get; private set; }

    /// <summary>The newest bucket touched; one below <see cref="First"/> while empty.</summary>
    public long Last => First + Count - 1;

    /// <summary>The bucket's value; the default when it is outside the window.</summary>
    public T this[long bucket] => Contains(bucket) ? _items[Slot(bucket)] : default;

    public bool Contains(long bucket) => Count > 0 && bucket >= First && bucket <= Last;

    /// <summary>True when the bucket is so old that it can no longer be kept.</summary>
    public bool IsTooOld(long bucket) => Count > 0 && bucket <= Last - capacity;

    /// <summary>The bucket's value to change; widens or moves the window as needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bucket is too old; ask <see cref="IsTooOld"/> first.</exception>
    public ref T Touch(long bucket)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(IsTooOld(bucket), true, nameof(bucket));
        if (Count == 0)
        {
            Resize(bucket, 1);
        }
        else if (bucket < First)
        {
            Resize(bucket, (int)(Last - bucket + 1));
        }
        else if (bucket > Last)
        {
            var first = Math.Max(First, bucket - capacity + 1);
            if (first > Last)
            {
                Array.Clear(_items);
                Count = 0;
            }

            Resize(Count == 0 ? bucket : first, Count == 0 ? 1 : (int)(bucket - first + 1));
        }

        return ref _items[Slot(bucket)];
    }

    /// <summary>Moves the window to (first, count), keeping what lies in both.</summary>
    private void Resize(long first, int count)
    {
        if (count > _items.Length || Count == 0)
        {
            var items = new T[Math.Min(capacity, Math.Max(InitialLength, count + (count / 4)))];
            for (var bucket = Math.Max(first, First); bucket <= Last; bucket++)
            {
                items[bucket % items.Length] = _items[Slot(bucket)];
            }

            _items = items;
        }
        else
        {
            // Slots that fall off the old end are the ones that new buckets will use: clear them.
            for (var bucket = First; bucket < first; bucket++)
            {
                _items[Slot(bucket)] = default;
            }
        }

        First = first;
        Count = count;
    }

    private long Slot(long bucket) => bucket % _items.Length;
}
