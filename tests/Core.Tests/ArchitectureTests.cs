using System.Xml.Linq;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Core.Tests;

/// <summary>The direction of references, read from the project files: hosts to adapters to Core to nothing.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Grains"] = ["Core"],
        ["Storage"] = ["Core"],
        ["Ingest"] = ["Core"],
        ["Web"] = ["Core"],
        ["Silo"] = ["Core", "Grains", "Storage", "Ingest", "Web"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string project)
    {
        Allowed.Keys.ShouldContain(project, "a new project must be given its place here");
        References(project, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ShouldBeSubsetOf(Allowed[project]);
    }

    [Fact]
    public void Core_has_no_package_but_a_maths_library() =>
        References("Core", "PackageReference").ShouldBeSubsetOf(["MathNet.Numerics"]);

    [Fact]
    public void Grains_know_no_database_no_web_and_no_screen()
    {
        References("Grains", "PackageReference").ShouldBeSubsetOf(["Microsoft.Extensions.Logging.Abstractions"]);
        References("Grains", "FrameworkReference").ShouldBeEmpty();
    }

    [Fact]
    public void No_razor_file_pulls_in_a_second_user_interface() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.razor", SearchOption.AllDirectories)
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Source_files_stay_small()
    {
        const int Limit = 400;
        var tooLong = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/node_modules/", StringComparison.Ordinal))
            .Where(path => File.ReadLines(path).Count() > Limit)
            .Select(path => Path.GetRelativePath(Repository.Root, path));

        tooLong.ShouldBeEmpty();
    }

    private static IEnumerable<string> References(string project, string kind) => XDocument
        .Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"))
        .Descendants(kind)
        .Select(element => (string)element.Attribute("Include")!);
}
