using System.Net;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Web.Tests;

public sealed class SourcesApiTests
{
    private static readonly object Body = new
    {
        kind = "acme.usage",
        name = " Acme production ",
        settings = new { org = " org-1 ", grain = "" },
        secrets = new { key = "sk-very-secret", second_key = "env:SECOND" },
    };

    [Fact]
    public async Task Kinds_come_with_their_settings_in_both_languages()
    {
        await using var kit = await SourcesKit.StartAsync();

        var items = (await kit.GetAsync("/source-kinds")).GetProperty("items");

        items.GetArrayLength().ShouldBe(2);
        var usage = items[0];
        usage.GetProperty("title").GetProperty("ko").GetString().ShouldBe("에이크미 사용량");
        usage.GetProperty("layer").GetString().ShouldBe("spend");
        usage.GetProperty("everySeconds").GetInt64().ShouldBe(900);
        usage.GetProperty("settings")[0].GetProperty("type").GetString().ShouldBe("secret");
        usage.GetProperty("settings")[0].GetProperty("help").GetProperty("en").GetString().ShouldBe("Admin key.");
        usage.GetProperty("settings")[3].GetProperty("choices").GetArrayLength().ShouldBe(2);
        items[1].GetProperty("readsByTime").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_is_set_up_and_read_at_once_and_its_secrets_never_come_out()
    {
        await using var kit = await SourcesKit.StartAsync();

        var added = await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        added.GetProperty("id").GetString().ShouldBe("acme-production");
        added.GetProperty("name").GetString().ShouldBe("Acme production");
        added.GetProperty("since").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 2, 13, 0, 0, 0, TimeSpan.Zero));
        added.GetProperty("state").GetProperty("status").GetString().ShouldBe("neverRead");
        added.GetProperty("settings").EnumerateObject().Select(setting => (setting.Name, setting.Value.GetString())).ShouldBe([("org", "org-1")]);
        var secrets = added.GetProperty("secrets");
        secrets.GetProperty("key").GetProperty("isSet").GetBoolean().ShouldBeTrue();
        secrets.GetProperty("key").GetProperty("reference").ValueKind.ShouldBe(JsonValueKind.Null);
        secrets.GetProperty("second_key").GetProperty("reference").GetString().ShouldBe("env:SECOND");
        kit.Sources.Saved["acme-production"].Secrets["key"].ShouldBe("encrypted(14)");
        kit.Sources.Asked.ShouldBe(["hurry acme-production"]);
        var everything = (await kit.GetAsync("/sources")).ToString() + await kit.GetAsync("/sources/acme-production");
        everything.ShouldNotContain("sk-very-secret");
        everything.ShouldNotContain("encrypted(");
    }

    [Fact]
    public async Task A_source_is_saved_also_when_its_grain_cannot_be_reached()
    {
        await using var kit = await SourcesKit.StartAsync();
        kit.Sources.IsSiloDown = true;

        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        kit.Sources.Saved.ShouldContainKey("acme-production");
    }

    [Theory]
    [InlineData("OpenAI (Prod) #1", "openai-prod-1")]
    [InlineData("운영", "acme-usage")]
    [InlineData("New", "new-2")]
    [InlineData("A name that is much longer than any id may ever be", "a-name-that-is-much-longer-than-any-id-m")]
    public async Task An_id_is_made_of_the_name(string name, string id)
    {
        await using var kit = await SourcesKit.StartAsync();

        var added = await kit.PostAsync(
            "/sources", new { kind = "acme.usage", name, settings = new { org = "o" }, secrets = new { key = "k" } }, HttpStatusCode.Created);

        added.GetProperty("id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Two_sources_of_one_name_have_two_ids()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        var second = await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        second.GetProperty("id").GetString().ShouldBe("acme-production-2");
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "kind")]
    [InlineData("""{"kind":"acme.other","name":"x"}""", "kind")]
    [InlineData("""{"kind":"acme.bill"}""", "name")]
    [InlineData("""{"kind":"acme.bill","name":"x","id":"Not An Id"}""", "id")]
    [InlineData("""{"kind":"acme.bill","name":"x","id":"drift"}""", "id")]
    [InlineData("""{"kind":"acme.bill","name":"x","layer":"both"}""", "layer")]
    [InlineData("""{"kind":"acme.bill","name":"x","everySeconds":9}""", "everySeconds")]
    [InlineData("""{"kind":"acme.bill","name":"x","since":"2026-03-16"}""", "since")]
    [InlineData("""{"kind":"acme.bill","name":"x","since":"soon"}""", "since")]
    [InlineData("""{"kind":"acme.usage","name":"x","secrets":{"key":"k"}}""", "settings.org")]
    [InlineData("""{"kind":"acme.usage","name":"x","settings":{"org":"o"}}""", "secrets.key")]
    [InlineData("""{"kind":"acme.usage","name":"x","settings":{"org":"o","key":"in the open"}}""", "settings.key")]
    [InlineData("""{"kind":"acme.usage","name":"x","settings":{"grain":"day"},"secrets":{"key":"k","org":"o"}}""", "secrets.org")]
    public async Task What_makes_no_sense_is_refused_by_field_and_not_saved(string body, string field)
    {
        await using var kit = await SourcesKit.StartAsync();

        (await kit.FaultsAsync("/sources", body)).ShouldBe([field]);

        kit.Sources.Saved.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_taken_id_is_refused()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        (await kit.FaultsAsync("/sources", """{"kind":"acme.bill","name":"x","id":"acme-production"}""")).ShouldBe(["id"]);
    }

    [Fact]
    public async Task A_change_replaces_the_settings_and_keeps_secrets_that_are_not_named()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        var changed = await kit.PutAsync(
            "/sources/acme-production",
            new { name = "Renamed", layer = "bill", everySeconds = 60, settings = new { org = "org-2", grain = "hour" }, secrets = new { second_key = "" } });

        changed.GetProperty("id").GetString().ShouldBe("acme-production");
        changed.GetProperty("layer").GetString().ShouldBe("bill");
        changed.GetProperty("everySeconds").GetInt64().ShouldBe(60);
        var saved = kit.Sources.Saved["acme-production"];
        saved.Name.ShouldBe("Renamed");
        saved.Settings.ShouldBe(new Dictionary<string, string> { ["org"] = "org-2", ["grain"] = "hour" }, ignoreOrder: true);
        saved.Secrets.ShouldBe(new Dictionary<string, string> { ["key"] = "encrypted(14)" });
        saved.CreatedAt.ShouldBe(SourcesKit.Now);
        kit.Sources.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_of_kind_is_refused()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        var problem = await kit.PutAsync("/sources/acme-production", new { kind = "acme.bill", name = "x" }, HttpStatusCode.BadRequest);

        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["kind"]);
    }

    [Fact]
    public async Task A_paused_source_is_neither_hurried_nor_backfilled_until_it_is_resumed()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        var paused = await kit.PostAsync("/sources/acme-production/pause");
        paused.GetProperty("state").GetProperty("status").GetString().ShouldBe("paused");
        (await kit.PostAsync("/sources/acme-production/read", expected: HttpStatusCode.Conflict)).GetProperty("detail").GetString()!.ShouldContain("paused");
        await kit.PostAsync("/sources/acme-production/backfill", new { from = "2026-03-01" }, HttpStatusCode.Conflict);
        kit.Sources.Asked.ShouldBe(["hurry acme-production"]);

        var resumed = await kit.PostAsync("/sources/acme-production/resume");
        resumed.GetProperty("isPaused").GetBoolean().ShouldBeFalse();
        await kit.PostAsync("/sources/acme-production/read");
        kit.Sources.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_backfill_ends_now_at_the_latest_and_tells_its_progress()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        await kit.PostAsync("/sources/acme-production/backfill", new { from = "2026-01-01", to = "2026-02-01" });
        await kit.PostAsync("/sources/acme-production/backfill", new { from = "2026-03-01", to = "2027-01-01" });

        kit.Sources.Asked[1..].ShouldBe(
        [
            "backfill acme-production 2026-01-01T00:00 2026-02-01T00:00", "backfill acme-production 2026-03-01T00:00 2026-03-15T12:30",
        ]);
        var from = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        kit.Sources.States["acme-production"] = new()
        {
            Id = "acme-production", Backfill = new(from, from.AddDays(10), from.AddDays(4), 77, SourcesKit.Now, null, null),
        };
        var backfill = (await kit.GetAsync("/sources/acme-production")).GetProperty("state").GetProperty("backfill");
        backfill.GetProperty("progress").GetDouble().ShouldBe(0.4);
        backfill.GetProperty("records").GetInt64().ShouldBe(77);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"from":"2026-04-01"}""")]
    [InlineData("""{"from":"2026-02-02","to":"2026-02-02"}""")]
    [InlineData("""{"from":"1999-01-01"}""")]
    public async Task A_backfill_of_no_time_is_refused(string body)
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        (await kit.FaultsAsync("/sources/acme-production/backfill", body)).ShouldBe(["from"]);
    }

    [Fact]
    public async Task A_test_of_what_is_not_saved_says_what_was_seen_and_saves_nothing()
    {
        await using var kit = await SourcesKit.StartAsync();

        var test = await kit.PostAsync("/sources/test", new { kind = "acme.usage", settings = new { org = "o" }, secrets = new { key = "k" } });

        test.GetProperty("ok").GetBoolean().ShouldBeTrue();
        test.GetProperty("message").GetString().ShouldBe("Two projects.");
        kit.Sources.Saved.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_of_a_saved_source_takes_its_secrets_and_the_changed_settings()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);
        kit.Sources.Answer = new(SourceFaultCode.Unauthorized, "The key was refused.");

        var test = await kit.PostAsync("/sources/test", new { id = "acme-production", settings = new { org = "org-9" } });

        test.GetProperty("ok").GetBoolean().ShouldBeFalse();
        test.GetProperty("fault").GetString().ShouldBe("unauthorized");
        var tried = kit.Sources.Tried.ShouldHaveSingleItem();
        tried.Settings["org"].ShouldBe("org-9");
        tried.Secrets["key"].ShouldBe("encrypted(14)");
        kit.Sources.Saved["acme-production"].Settings["org"].ShouldBe("org-1");
        (await kit.FaultsAsync("/sources/test", """{"id":"nobody"}""")).ShouldBe(["id"]);
        (await kit.FaultsAsync("/sources/test", """{"kind":"acme.usage"}""")).ShouldBe(["secrets.key", "settings.org"]);
    }

    [Fact]
    public async Task A_removed_source_is_gone()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);

        (await kit.Client.DeleteAsync("/api/v1/sources/acme-production", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await kit.Client.DeleteAsync("/api/v1/sources/acme-production", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await kit.Client.GetAsync("/api/v1/sources/acme-production", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await kit.GetAsync("/sources")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task How_a_source_fares_is_told_with_lag_days_and_the_last_errors()
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);
        var today = DateOnly.FromDateTime(SourcesKit.Now.UtcDateTime);
        kit.Sources.States["acme-production"] = new()
        {
            Id = "acme-production",
            LastRunAt = SourcesKit.Now,
            NewestRecordAt = SourcesKit.Now.AddMinutes(-90),
            Failures = 1,
            LastFault = new(SourceFaultCode.RateLimited, "Asked too often (429).", SourcesKit.Now),
            Records = 12,
            Days = [new(today.AddDays(-35), 9, 0, 0, 0, 0), new(today.AddDays(-34), 5, 4, 3, 2, 1), new(today, 1, 0, 0, 0, 0)],
            Errors = [new(7, "model", "model is missing.")],
        };

        var state = (await kit.GetAsync("/sources")).GetProperty("items")[0].GetProperty("state");

        state.GetProperty("status").GetString().ShouldBe("waiting");
        state.GetProperty("lagSeconds").GetInt64().ShouldBe(5_400);
        state.GetProperty("lastFault").GetProperty("code").GetString().ShouldBe("rateLimited");
        state.GetProperty("days").EnumerateArray().Select(day => day.GetProperty("day").GetString()).ShouldBe(["2026-02-09", "2026-03-15"]);
        state.GetProperty("days")[0].GetProperty("retracted").GetInt64().ShouldBe(3);
        state.GetProperty("rowErrors")[0].GetProperty("line").GetInt64().ShouldBe(7);
    }

    [Theory]
    [InlineData(null, 0, "well")]
    [InlineData(SourceFaultCode.Unavailable, 2, "waiting")]
    [InlineData(SourceFaultCode.Unavailable, 3, "failing")]
    [InlineData(SourceFaultCode.RateLimited, 1, "waiting")]
    [InlineData(SourceFaultCode.Unauthorized, 1, "failing")]
    [InlineData(SourceFaultCode.Settings, 0, "failing")]
    [InlineData(SourceFaultCode.BadAnswer, 1, "failing")]
    public async Task A_fault_that_passes_is_waited_for_and_any_other_is_a_failure(SourceFaultCode? fault, int failures, string status)
    {
        await using var kit = await SourcesKit.StartAsync();
        await kit.PostAsync("/sources", Body, HttpStatusCode.Created);
        kit.Sources.States["acme-production"] = new()
        {
            Id = "acme-production",
            LastRunAt = SourcesKit.Now,
            Failures = failures,
            LastFault = fault is { } code ? new(code, "x", SourcesKit.Now) : null,
        };

        (await kit.GetAsync("/sources/acme-production")).GetProperty("state").GetProperty("status").GetString().ShouldBe(status);
    }

    [Fact]
    public async Task Drift_is_listed_by_day_and_model_with_sums_that_hold_what_stands_alone_apart()
    {
        await using var kit = await SourcesKit.StartAsync();
        var day = new DateOnly(2026, 3, 10);
        kit.Sources.Bills.AddRange(
        [
            new("bill", day.AddDays(-40), [], [new("acme", "old", 1, 1, 1, CostStatus.Invoiced, null)], SourcesKit.Now),
            new("bill", day, [],
                [
                    new("acme", "big", 100m, 130m, 9, CostStatus.Confirmed, new(0.9, 1.1)),
                    new("acme", "", 0m, 7m, 0, CostStatus.Confirmed, null),
                ],
                SourcesKit.Now),
            new("bill", day.AddDays(1), [], [], null),
        ]);

        var drift = await kit.GetAsync("/sources/drift");

        drift.GetProperty("to").GetString().ShouldBe("2026-03-16");
        drift.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("model").GetString()).ShouldBe(["", "big"]);
        var big = drift.GetProperty("items")[1];
        big.GetProperty("drift").GetDecimal().ShouldBe(30m);
        big.GetProperty("ratio").GetDouble().ShouldBe(1.3);
        big.GetProperty("isUnusual").GetBoolean().ShouldBeTrue();
        big.GetProperty("normal").GetProperty("upper").GetDouble().ShouldBe(1.1);
        var totals = drift.GetProperty("totals");
        totals.GetProperty("billed").GetDecimal().ShouldBe(137m);
        totals.GetProperty("drift").GetDecimal().ShouldBe(37m);
        totals.GetProperty("alone").GetDecimal().ShouldBe(7m);
        totals.GetProperty("ratio").GetDouble().ShouldBe(1.3);
        totals.GetProperty("unusual").GetInt32().ShouldBe(1);
        drift.GetProperty("pendingDays").GetInt32().ShouldBe(1);
        (await kit.GetAsync("/sources/drift?from=2026-01-01&to=2026-02-01")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Coverage_names_models_without_a_price_and_the_spend_without_a_team()
    {
        await using var kit = await SourcesKit.StartAsync();
        RollupSums Sums(decimal cost, long records, long unpriced) => new(new(cost, cost, cost), default, records, unpriced);
        var at = SourcesKit.Now.AddDays(-1);
        kit.Sources.Rollups.AddRange(
        [
            (CostGroup.Model, new(at, "priced", Sums(90m, 10, 0))),
            (CostGroup.Model, new(at, "few", Sums(0m, 5, 1))),
            (CostGroup.Model, new(at, "many", Sums(10m, 8, 3))),
            (CostGroup.Child, new(at, "team:search", Sums(75m, 20, 4))),
            (CostGroup.Child, new(at, "team:unattributed", Sums(25m, 3, 0))),
        ]);

        var coverage = await kit.GetAsync("/sources/coverage");

        coverage.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()).ShouldBe(["many", "few"]);
        coverage.GetProperty("unpriced").GetInt64().ShouldBe(4);
        coverage.GetProperty("records").GetInt64().ShouldBe(23);
        coverage.GetProperty("total").GetDecimal().ShouldBe(100m);
        coverage.GetProperty("unattributed").GetProperty("amount").GetDecimal().ShouldBe(25m);
        coverage.GetProperty("unattributed").GetProperty("share").GetDouble().ShouldBe(0.25);
        (await kit.GetAsync("/sources/coverage?from=2026-01-01&to=2026-01-02")).GetProperty("unattributed").GetProperty("share").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("/sources/drift?from=2026-03-02&to=2026-03-02")]
    [InlineData("/sources/coverage?from=2020-01-01")]
    public async Task A_range_that_is_empty_or_too_long_is_refused(string path)
    {
        await using var kit = await SourcesKit.StartAsync();

        (await kit.Client.GetAsync($"/api/v1{path}", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
