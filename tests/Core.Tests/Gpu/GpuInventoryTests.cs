using FinOpsAI.Core.Gpu;

namespace FinOpsAI.Core.Tests.Gpu;

public sealed class GpuInventoryTests
{
    private static readonly DateTimeOffset Ten = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);

    private static GpuDeviceHour Seen(string uuid, string node, decimal service) =>
        new(new(uuid, "NVIDIA H100 80GB HBM3", node), new(service, service, []), null, GpuDeviceHour.NoLabels);

    [Fact]
    public void GPUs_that_nobody_sees_cost_by_the_inventory()
    {
        var inventory = GpuInventory.Parse("# racks\nnode-1 | H100 | 3\nnode-2 | H100 | 1 | from=2026-01-05T10:30Z\nnode-3 | H100 | 1 | to=2026-01-01");

        var hour = inventory.Complete(new(Ten, [Seen("GPU-1", "node-1", 0.25m), Seen("GPU-9", "elsewhere", 0.5m)]), Ten.AddHours(1));

        hour.Devices.Select(device => (device.Device.Uuid, device.Use.ServiceHours, device.Use.MeasuredHours)).ShouldBe(
        [
            ("GPU-1", 1m, 0.25m), ("GPU-9", 0.5m, 0.5m), ("node-1/h100/2", 1m, 0m), ("node-1/h100/3", 1m, 0m), ("node-2/h100/1", 0.5m, 0m),
        ]);
    }

    [Fact]
    public void An_hour_that_runs_counts_as_far_as_it_got() =>
        GpuInventory.Parse("node-1 | H100 | 1").Complete(new(Ten, []), Ten.AddMinutes(15)).Devices.ShouldHaveSingleItem().Use.ServiceHours.ShouldBe(0.25m);

    [Theory]
    [InlineData("node-1 | H100", "line 1, inventory: got \"node-1 | H100\", expected node | model | count.")]
    [InlineData("node-1 | H100 | many", "line 1, count: got \"many\", expected a whole number from 1 to 100000.")]
    [InlineData("\nnode-1 | H100 | 1 | until=x", "line 2, until: is not known, expected from, to.")]
    public void Mistakes_name_line_and_field(string text, string message) =>
        Should.Throw<GpuTableException>(() => GpuInventory.Parse(text)).Message.ShouldBe(message);

    [Theory]
    [InlineData("1g.10gb", "NVIDIA H100", "0.1428571428571428571428571429")]
    [InlineData("3g.40gb", "NVIDIA A100", "0.4285714285714285714285714286")]
    [InlineData("7g.80gb", "NVIDIA A100", "1")]
    [InlineData("1c.3g.20gb", "NVIDIA A100", "0.1428571428571428571428571429")]
    [InlineData("1g.5gb+me", "NVIDIA A100", "0.1428571428571428571428571429")]
    [InlineData("2g.12gb", "NVIDIA A30", "0.5")]
    [InlineData("whole", "NVIDIA A30", null)]
    public void Instance_is_its_slices_of_the_GPU(string profile, string model, string? fraction) =>
        GpuMig.Fraction(profile, model).ShouldBe(fraction is null ? null : decimal.Parse(fraction, null));
}
