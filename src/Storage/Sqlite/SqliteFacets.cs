using FinOpsAI.Core.Facts;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Finds and adds the numbers of facets.</summary>
internal static class SqliteFacets
{
    private const string Texts = "service, region, service_tier, charge_category, experiment, feature, customer";

    /// <summary>The facets' number; the row is added when missing.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cache">Numbers of committed rows.</param>
    /// <param name="added">Numbers that this transaction found or added; they belong into the cache once it has committed.</param>
    /// <param name="facets">The facets.</param>
    public static int FacetId(this SqliteSession session, FacetCache cache, Dictionary<UsageFacets, int> added, UsageFacets facets)
    {
        if (cache.TryGet(facets, out var id) || added.TryGetValue(facets, out id))
        {
            return id;
        }

        Span<byte> key = stackalloc byte[RecordKey.Size];
        FacetKey.Of(facets).WriteTo(key);
        var select = session.Sql("SELECT facet_id FROM facets WHERE facet_key = ?").BindBlob(key);
        if (!select.Step())
        {
            select = session.Sql($"INSERT INTO facets (facet_key, {Texts}, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING facet_id").BindBlob(key);
            foreach (var text in FacetKey.Texts(facets))
            {
                select.Bind(text);
            }

            select.Bind((int)facets.Counts).Step();
        }

        id = select.Int32(0);
        select.Reset();
        added.Add(facets, id);
        return id;
    }

    /// <summary>The facets behind a number of a committed row.</summary>
    public static UsageFacets Facets(this SqliteSession session, FacetCache cache, int id)
    {
        if (cache.Find(id) is { } known)
        {
            return known;
        }

        var select = session.Sql($"SELECT {Texts}, counts FROM facets WHERE facet_id = ?").Bind(id);
        var facets = select.Step()
            ? new UsageFacets(select.Text(0), select.Text(1), select.Text(2), select.Text(3), select.Text(4), select.Text(5), select.Text(6))
            {
                Counts = (UsageCounts)select.Int32(7),
            }
            : throw new InvalidDataException($"Facets {id} are missing.");
        select.Reset();
        cache.Add(facets, id);
        return facets;
    }
}
