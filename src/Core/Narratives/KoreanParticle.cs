namespace FinOpsAI.Core.Narratives;

/// <summary>
/// Korean particles that follow the last sound of the word before them. Names of models and keys are Latin: digits and single letters are read by
/// their Korean names, words as they are usually written in Hangul (sonnet 소넷, pro 프로).
/// </summary>
public static class KoreanParticle
{
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;
    private const int Finals = 28;
    private const int FinalRieul = 8;

    private enum Ending
    {
        Vowel,
        Rieul,
        Consonant,
    }

    /// <summary>The topic: 은 or 는.</summary>
    /// <param name="word">The word.</param>
    /// <param name="spoken">How it is read, when not as it is written: ₩400 ends in 원.</param>
    public static string Topic(string word, string? spoken = null) => word + (EndOf(spoken ?? word) == Ending.Vowel ? "는" : "은");

    /// <summary>The subject: 이 or 가.</summary>
    /// <param name="word">The word.</param>
    /// <param name="spoken">How it is read, when not as it is written.</param>
    public static string Subject(string word, string? spoken = null) => word + (EndOf(spoken ?? word) == Ending.Vowel ? "가" : "이");

    /// <summary>The object: 을 or 를.</summary>
    /// <param name="word">The word.</param>
    /// <param name="spoken">How it is read, when not as it is written.</param>
    public static string Object(string word, string? spoken = null) => word + (EndOf(spoken ?? word) == Ending.Vowel ? "를" : "을");

    /// <summary>Together with, like: 과 or 와.</summary>
    /// <param name="word">The word.</param>
    /// <param name="spoken">How it is read, when not as it is written.</param>
    public static string With(string word, string? spoken = null) => word + (EndOf(spoken ?? word) == Ending.Vowel ? "와" : "과");

    /// <summary>To, by means of: 으로 or, after a vowel and ㄹ, 로.</summary>
    /// <param name="word">The word.</param>
    /// <param name="spoken">How it is read, when not as it is written.</param>
    public static string To(string word, string? spoken = null) => word + (EndOf(spoken ?? word) == Ending.Consonant ? "으로" : "로");

    /// <summary>How an amount ends when it is read aloud.</summary>
    /// <param name="currency">ISO 4217 code.</param>
    public static string Spoken(string currency) => currency switch
    {
        "KRW" => "원",
        "JPY" => "엔",
        "USD" => "달러",
        "EUR" => "유로",
        "GBP" => "파운드",
        _ => currency,
    };

    private static Ending EndOf(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var end = word.Length - 1;
        while (end >= 0 && !char.IsLetterOrDigit(word[end]))
        {
            end--;
        }

        if (end < 0)
        {
            return Ending.Vowel;
        }

        var last = word[end];
        if (last is >= (char)FirstSyllable and <= (char)LastSyllable)
        {
            return ((last - FirstSyllable) % Finals) switch { 0 => Ending.Vowel, FinalRieul => Ending.Rieul, _ => Ending.Consonant };
        }

        if (char.IsAsciiDigit(last))
        {
            // 영 일 이 삼 사 오 육 칠 팔 구
            return last switch { '1' or '7' or '8' => Ending.Rieul, '0' or '3' or '6' => Ending.Consonant, _ => Ending.Vowel };
        }

        return char.IsAsciiLetter(last) ? EndOfLatin(word, end) : Ending.Vowel;
    }

    private static Ending EndOfLatin(string word, int end)
    {
        var start = end;
        while (start > 0 && char.IsAsciiLetter(word[start - 1]))
        {
            start--;
        }

        var letters = word[start..(end + 1)].ToLowerInvariant();
        var isSpelled = letters.Length == 1 || !letters.Any(IsVowel);
        if (isSpelled)
        {
            // 엘, 알; 엠, 엔; all other letters' names end in a vowel.
            return letters[^1] switch { 'l' or 'r' => Ending.Rieul, 'm' or 'n' => Ending.Consonant, _ => Ending.Vowel };
        }

        return letters[^1] switch
        {
            'l' => Ending.Rieul,
            'm' or 'n' => Ending.Consonant,
            'g' when letters.EndsWith("ng", StringComparison.Ordinal) => Ending.Consonant,
            'c' => Ending.Consonant,
            'k' or 'p' or 't' or 'b' when EndsShort(letters) => Ending.Consonant,
            _ => Ending.Vowel,
        };
    }

    /// <summary>A stop after one short vowel is written as a final consonant (chat 챗, web 웹); after two vowels or a consonant it gets a syllable of its own.</summary>
    private static bool EndsShort(string letters) =>
        letters.Length >= 2 && IsVowel(letters[^2]) && (letters.Length == 2 || !IsVowel(letters[^3]));

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
