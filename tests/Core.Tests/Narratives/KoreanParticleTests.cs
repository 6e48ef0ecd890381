using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Tests.Narratives;

public sealed class KoreanParticleTests
{
    [Theory]
    [InlineData("검색", "검색은")]
    [InlineData("서비스", "서비스는")]
    [InlineData("gpt-4o", "gpt-4o는")]
    [InlineData("gpt-5.4-mini", "gpt-5.4-mini는")]
    [InlineData("claude-sonnet-4.5", "claude-sonnet-4.5는")]
    [InlineData("claude-sonnet", "claude-sonnet은")]
    [InlineData("claude-opus-4.1", "claude-opus-4.1은")]
    [InlineData("gemini-2.5-flash", "gemini-2.5-flash는")]
    [InlineData("command-r", "command-r은")]
    [InlineData("HCX-DASH-002", "HCX-DASH-002는")]
    [InlineData("llama-3.3-70b", "llama-3.3-70b는")]
    [InlineData("prod-key", "prod-key는")]
    [InlineData("chat", "chat은")]
    [InlineData("(정정)", "(정정)은")]
    public void The_topic_follows_the_last_sound(string word, string expected) => KoreanParticle.Topic(word).ShouldBe(expected);

    [Theory]
    [InlineData("search", "search가")]
    [InlineData("platform", "platform이")]
    [InlineData("web", "web이")]
    [InlineData("deepseek", "deepseek가")]
    [InlineData("qwen", "qwen이")]
    [InlineData("text-embedding-3-small", "text-embedding-3-small이")]
    [InlineData("o3", "o3이")]
    public void The_subject_follows_the_last_sound(string word, string expected) => KoreanParticle.Subject(word).ShouldBe(expected);

    [Theory]
    [InlineData("gpt-4.1", "gpt-4.1로")]
    [InlineData("gpt-4o", "gpt-4o로")]
    [InlineData("모델", "모델로")]
    [InlineData("요청", "요청으로")]
    [InlineData("o3", "o3으로")]
    [InlineData("mistral", "mistral로")]
    [InlineData("qwen", "qwen으로")]
    public void To_has_no_eu_after_a_vowel_or_rieul(string word, string expected) => KoreanParticle.To(word).ShouldBe(expected);

    [Theory]
    [InlineData("₩400", "KRW", "₩400으로", "₩400을", "₩400과")]
    [InlineData("$3.00", "USD", "$3.00로", "$3.00를", "$3.00와")]
    [InlineData("¥3", "JPY", "¥3으로", "¥3을", "¥3과")]
    public void Amounts_are_read_with_their_currency(string amount, string currency, string to, string what, string with)
    {
        var spoken = KoreanParticle.Spoken(currency);
        KoreanParticle.To(amount, spoken).ShouldBe(to);
        KoreanParticle.Object(amount, spoken).ShouldBe(what);
        KoreanParticle.With(amount, spoken).ShouldBe(with);
    }

    [Fact]
    public void A_word_without_any_letter_is_taken_to_end_in_a_vowel() => KoreanParticle.Topic("…").ShouldBe("…는");
}
