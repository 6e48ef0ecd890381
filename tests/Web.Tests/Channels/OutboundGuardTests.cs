using System.Net;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Channels.Outbound;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Tests.Channels;

public sealed class OutboundGuardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:0:7f00:1::1")]
    [InlineData("2001:db8::1")]
    public async Task Private_and_special_addresses_are_refused(string address)
    {
        var guard = Guard(new(), address);

        (await Should.ThrowAsync<OutboundRefusedException>(() => guard.ConnectAsync("hooks.example.com", 443, Token))).Message.ShouldContain(
            IPAddress.Parse(address).ToString());
        guard.Fault($"https://{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}/x").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("::ffff:8.8.8.8")]
    public void Public_addresses_are_not(string address) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("http://example.com/")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:pass@example.com/")]
    [InlineData("/relative")]
    [InlineData(null)]
    public void Addresses_in_other_clothes_and_other_schemes_are_refused_when_they_are_entered(string? address) =>
        Guard(new()).Fault(address).ShouldNotBeNull();

    [Fact]
    public void Configuration_allows_http() => Guard(new() { AllowHttp = true }).Fault("http://example.com/").ShouldBeNull();

    [Fact]
    public async Task A_name_that_changes_its_address_is_checked_at_each_connection()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/hook", "{}");
        var port = new Uri(server.Url).Port;
        var resolver = new Changing([IPAddress.Parse("93.184.216.34")], [IPAddress.Loopback]);
        var options = new OutboundOptions { AllowHttp = true };
        var guard = new OutboundGuard(resolver, Options.Create(options));
        guard.Fault($"http://rebind.example:{port}/hook").ShouldBeNull();

        // Whoever checked first and resolved again would be led to loopback now.
        _ = await resolver.ResolveAsync("rebind.example", Token);
        using var http = new OutboundHttp(guard, TimeProvider.System);
        var result = await PostAsync(http, $"http://rebind.example:{port}/hook");

        result.Outcome.ShouldBe(SendOutcome.Refused);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var inside = await ProviderServer.StartAsync();
        await using var outside = await ProviderServer.StartAsync();
        outside.On("/hook", _ => ProviderAnswer.Error(302).With("Location", $"{inside.Url}/metadata"));
        inside.On("/metadata", "{}");
        using var http = new OutboundHttp(Guard(new() { AllowHttp = true, AllowedNetworks = ["127.0.0.0/8"] }, "127.0.0.1"), TimeProvider.System);

        var result = await PostAsync(http, $"{outside.Url}/hook");

        result.Outcome.ShouldBe(SendOutcome.Refused);
        result.Message!.ShouldContain("Redirects are not followed");
        inside.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Configuration_allows_networks_and_hosts()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/hook", "{}");
        var port = new Uri(server.Url).Port;
        OutboundOptions[] allowed =
        [
            new() { AllowHttp = true, AllowedNetworks = ["127.0.0.0/8"] },
            new() { AllowHttp = true, AllowedHosts = ["hooks.internal"] },
            new() { AllowHttp = true, AllowedHosts = ["*.internal"] },
        ];
        foreach (var options in allowed)
        {
            using var http = new OutboundHttp(Guard(options, "127.0.0.1"), TimeProvider.System);
            (await PostAsync(http, $"http://hooks.internal:{port}/hook")).Outcome.ShouldBe(SendOutcome.Delivered);
        }

        using var other = new OutboundHttp(Guard(new() { AllowHttp = true, AllowedHosts = ["*.internal"] }, "127.0.0.1"), TimeProvider.System);
        (await PostAsync(other, $"http://internal.example:{port}/hook")).Outcome.ShouldBe(SendOutcome.Refused);
        server.Requests.Count.ShouldBe(3);
    }

    private static async Task<SendResult> PostAsync(OutboundHttp http, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("{}") };
        return await http.SendAsync(request, Token);
    }

    private static OutboundGuard Guard(OutboundOptions options, params string[] addresses) =>
        new(new Changing([.. addresses.Select(IPAddress.Parse)]), Options.Create(options));

    /// <summary>Answers one time after the other, then always the last.</summary>
    private sealed class Changing(params IReadOnlyList<IPAddress>[] answers) : IHostResolver
    {
        private int _asked;

        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
            Task.FromResult(answers[Math.Min(_asked++, answers.Length - 1)]);
    }
}
