using FinOpsAI.Core.Facts;
using FinOpsAI.Storage.Common;
using Npgsql;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Finds and adds the numbers of facets, many at a time.</summary>
internal static class PostgresFacets
{
    /// <summary>The numbers of facets that the cache does not know; rows are added where missing.</summary>
    public static async Task<Dictionary<UsageFacets, int>> ResolveAsync(
        this NpgsqlConnection connection, FacetCache cache, IEnumerable<UsageFacets> facets, CancellationToken cancellationToken)
    {
        // In the order of keys, because two transactions that add the same rows in different orders would wait for each other.
        var byKey = facets.Distinct().Where(one => !cache.TryGet(one, out _)).ToDictionary(one => FacetKey.Of(one).ToGuid());
        if (byKey.Count == 0)
        {
            return [];
        }

        var unknown = byKey.OrderBy(one => one.Key).ToArray();
        var insert = connection.Sql(
            """
            INSERT INTO facets (facet_key, counts, service, region, service_tier, charge_category, experiment, feature, customer)
            SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
              AS added (facet_key, counts, service, region, service_tier, charge_category, experiment, feature, customer)
            WHERE NOT EXISTS (SELECT 1 FROM facets WHERE facets.facet_key = added.facet_key)
            ON CONFLICT (facet_key) DO NOTHING
            """)
            .With(Array.ConvertAll(unknown, one => one.Key))
            .With(Array.ConvertAll(unknown, one => (short)one.Value.Counts));
        var texts = Array.ConvertAll(unknown, one => FacetKey.Texts(one.Value));
        for (var column = 0; column < texts[0].Length; column++)
        {
            insert.With(Array.ConvertAll(texts, one => one[column]));
        }

        await insert.RunAsync(cancellationToken);
        var found = await connection.Sql("SELECT facet_key, facet_id FROM facets WHERE facet_key = ANY($1)").With(byKey.Keys.ToArray())
            .ListAsync(row => (Key: row.GetGuid(0), Id: row.GetInt32(1)), cancellationToken);
        return found.ToDictionary(row => byKey[row.Key], row => row.Id);
    }

    /// <summary>The facets behind numbers of committed rows.</summary>
    public static async Task<Dictionary<int, UsageFacets>> FacetsAsync(
        this NpgsqlConnection connection, FacetCache cache, IEnumerable<int> ids, CancellationToken cancellationToken)
    {
        var facets = new Dictionary<int, UsageFacets>();
        var unknown = new List<int>();
        foreach (var id in ids.Distinct())
        {
            if (cache.Find(id) is { } known)
            {
                facets.Add(id, known);
            }
            else
            {
                unknown.Add(id);
            }
        }

        if (unknown.Count > 0)
        {
            await connection.Sql(
                """
                SELECT facet_id, counts, service, region, service_tier, charge_category, experiment, feature, customer
                FROM facets WHERE facet_id = ANY($1)
                """).With(unknown.ToArray()).ForEachAsync(
                row =>
                {
                    var found = new UsageFacets(
                        row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8))
                    {
                        Counts = (UsageCounts)row.GetInt16(1),
                    };
                    facets.Add(row.GetInt32(0), found);
                    cache.Add(found, row.GetInt32(0));
                },
                cancellationToken);
        }

        return facets;
    }
}
