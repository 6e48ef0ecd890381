using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Usage;

public sealed class IdOccurrencesTests
{
    [Fact]
    public void Ids_are_counted_each_for_itself_until_all_are_forgotten()
    {
        var ids = new IdOccurrences();

        new[] { "a", "b", "a", "a", "b" }.Select(ids.Next).ShouldBe([1, 1, 2, 3, 2]);

        ids.Clear();
        ids.Next("a").ShouldBe(1);
    }
}
