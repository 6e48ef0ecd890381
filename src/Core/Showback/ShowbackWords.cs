using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Showback;

/// <summary>The words of the printed page.</summary>
internal sealed record ShowbackWords(
    string Language,
    string Title,
    string Period,
    string Team,
    string Project,
    string Model,
    string Direct,
    string In,
    string Out,
    string Total,
    string Previous,
    string Change,
    string Share,
    string Status,
    string Estimated,
    string Confirmed,
    string Invoiced,
    string Open,
    string Complete,
    string All,
    string Whole,
    string Unattributed,
    string Shared,
    string NotDivided,
    string NoDriver,
    string NoTargets,
    string AsOf,
    string Metric,
    string Day,
    string Reason,
    string Rounded,
    string StatusNote,
    string Nothing)
{
    public static ShowbackWords Of(NarrativeLanguage language) => language is NarrativeLanguage.Korean ? Korean : English;

    private static ShowbackWords English { get; } = new(
        "en", "AI cost showback", "Period", "Team", "Project", "Model", "Direct", "Allocated in", "Allocated out", "Total", "Period before", "Change",
        "Share of all", "Status", "Estimated", "Confirmed", "Invoiced", "Period open", "Period over", "All teams", "The team as a whole", "Unattributed",
        "Shared costs", "Not divided", "No target had any of the driver", "There was no target", "As of", "Cost column", "Day (UTC)", "Reason",
        "Amounts are rounded so that rows and columns add up; exact sum:",
        "Estimated: priced from the catalogue. Confirmed: stated by the provider. Invoiced: on an invoice.",
        "Nothing was spent.");

    private static ShowbackWords Korean { get; } = new(
        "ko", "AI 비용 쇼백", "기간", "팀", "프로젝트", "모델", "직접 비용", "배분 받음", "배분 넘김", "합계", "이전 기간", "증감",
        "전체 비중", "상태", "추정", "확인", "청구", "진행 중인 기간", "종료된 기간", "모든 팀", "팀 전체", "미귀속",
        "공유 비용", "배분되지 않음", "대상에 배분 기준 사용량이 없음", "대상이 없음", "기준 시각", "비용 열", "일자(UTC)", "사유",
        "행과 열의 합이 맞도록 반올림한 금액입니다. 정확한 합계:",
        "추정: 가격표로 계산. 확인: 공급자가 알린 금액. 청구: 청구서의 금액.",
        "지출이 없습니다.");

    public string Of(CostStatus status) => status switch
    {
        CostStatus.Estimated => Estimated,
        CostStatus.Confirmed => Confirmed,
        _ => Invoiced,
    };

    public string TeamName(string team) => team == ScopePath.Unattributed ? Unattributed : team;
}
