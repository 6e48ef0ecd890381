namespace FinOpsAI.Core.Calendar;

/// <summary>Whose public holidays a scope's spend may follow.</summary>
public enum HolidayCalendar
{
    /// <summary>None.</summary>
    None,

    /// <summary>The Republic of Korea, with substitute holidays.</summary>
    KR,

    /// <summary>Federal holidays of the United States, on the day they are observed.</summary>
    US,
}
