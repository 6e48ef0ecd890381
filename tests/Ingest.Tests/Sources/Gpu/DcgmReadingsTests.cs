using FinOpsAI.Core.Gpu;
using FinOpsAI.Ingest.Sources.Gpu;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

public sealed class DcgmReadingsTests
{
    private const string Card = "gpu=\"0\",UUID=\"GPU-1\",device=\"nvidia0\",modelName=\"NVIDIA H100 80GB HBM3\",hostname=\"node-1\"";

    private static List<GpuReading> Read(params string[] lines) =>
        DcgmReadings.Of(PrometheusText.Read(string.Join('\n', lines) + "\n", _ => true, out _), "fallback");

    private static string Active(string labels, string value) => $"DCGM_FI_PROF_GR_ENGINE_ACTIVE{{{labels}}} {value}";

    [Fact]
    public void Reading_names_device_workload_activity_and_energy()
    {
        var reading = Read(
            Active(Card + ",namespace=\"payments\",pod=\"ranker-7d9\",container=\"main\",pod_uid=\"u\"", "0.55"),
            $"DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{{{Card}}} 1500000", $"DCGM_FI_DEV_POWER_USAGE{{{Card}}} 412.5").ShouldHaveSingleItem();

        reading.Device.ShouldBe(new("GPU-1", "NVIDIA H100 80GB HBM3", "node-1"));
        reading.Rows.ShouldBe([new(new("payments", "ranker-7d9", "main"), 1, 0.55m)]);
        reading.Joules.ShouldBe(1_500);
        reading.Watts.ShouldBe(412.5m);
    }

    [Fact]
    public void Old_labels_and_the_old_host_name_are_known() =>
        Read(Active("gpu=\"3\",Hostname=\"old-node\",pod_namespace=\"a\",pod_name=\"b\",container_name=\"c\"", "1")).ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                reading => reading.Device.ShouldBe(new("old-node/3", "", "old-node")),
                reading => reading.Rows[0].Workload.ShouldBe(new("a", "b", "c")));

    [Fact]
    public void Labels_that_a_Prometheus_moved_aside_are_the_workload_and_its_own_are_not()
    {
        var readings = Read(
            Active(Card + ",namespace=\"gpu-operator\",pod=\"x\",exported_namespace=\"payments\",exported_pod=\"ranker\"", "0.5"),
            Active("UUID=\"GPU-2\",namespace=\"gpu-operator\",pod=\"x\"", "0"));

        readings[0].Rows[0].Workload.ShouldBe(new("payments", "ranker"));
        readings[1].Rows[0].Workload.ShouldBeNull();
    }

    [Fact]
    public void Exporter_itself_is_no_workload() =>
        Read(Active(Card + ",namespace=\"gpu-operator\",pod=\"nvidia-dcgm-exporter-x2x4z\"", "0"))[0].Rows.ShouldBe([new(null, 1, 0)]);

    [Fact]
    public void Slurm_job_is_a_workload() =>
        Read(Active(Card + ",hpc_job=\"4711\"", "0.9"))[0].Rows.ShouldBe([new(new(Job: "4711"), 1, 0.9m)]);

    [Theory]
    [InlineData("9223372036854775794")]
    [InlineData("2147483632")]
    [InlineData("140737488355328")]
    [InlineData("NaN")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public void Value_that_is_no_measurement_is_unknown_not_idle(string value)
    {
        var reading = Read(Active(Card, value), $"DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{{{Card}}} 9223372036854775794").ShouldHaveSingleItem();

        reading.Rows.ShouldBe([new(null, 1, null)]);
        reading.Joules.ShouldBeNull();
    }

    [Fact]
    public void Coarse_utilisation_stands_in_where_the_engine_is_not_measured() =>
        Read(Active(Card, "NaN"), $"DCGM_FI_DEV_GPU_UTIL{{{Card}}} 40")[0].Rows.ShouldBe([new(null, 1, 0.4m)]);

    [Fact]
    public void Sharers_of_a_GPU_have_a_part_each() =>
        Read(Active(Card + ",pod=\"a\"", "0.6"), Active(Card + ",pod=\"b\"", "0.6"), Active(Card + ",pod=\"b\"", "0.6"), Active(Card, "0.6"))[0].Rows
            .ShouldBe([new(new(Pod: "a"), 0.5m, 0.6m), new(new(Pod: "b"), 0.5m, 0.6m)]);

    [Fact]
    public void Instances_count_by_their_slices_and_the_whole_beside_them_does_not()
    {
        var rows = Read(
            Active(Card, "0.5"),
            Active(Card + ",GPU_I_PROFILE=\"3g.40gb\",GPU_I_ID=\"1\",pod=\"a\"", "1"),
            Active(Card + ",GPU_I_PROFILE=\"1g.10gb\",GPU_I_ID=\"7\"", "0"))[0].Rows;

        rows.ShouldBe([new(new(Pod: "a", Slice: "3g.40gb 1"), 3m / 7, 1), new(null, 1m / 7, 0)]);
    }

    [Fact]
    public void Labels_of_the_pod_become_tags() =>
        Read(Active(Card + ",pod=\"a\",label_team=\"search\",tier=\"gold\"", "1"))[0].Rows[0].Labels
            .ShouldBe(new Dictionary<string, string> { ["team"] = "search", ["tier"] = "gold" });
}
