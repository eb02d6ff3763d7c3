"""Bodies and their roles, read from short documents of our own."""

from __future__ import annotations

import pytest

from hengce.corpus.structure import outline
from hengce.extract.kinds import agency
from hengce.extract.pipeline import prepare


def roles(sentences: str, title: str = "福建省绿色制造实施方案") -> set[tuple[str, str]]:
    text = f"{title}\n为推进绿色制造，制定本方案。\n一、目标\n推进绿色制造。\n二、实施\n（一）{sentences}\n（二）其他事项。\n"
    facts = list(agency.read(prepare(outline("case", text))))
    for fact in facts:
        fact.check(text)
    return {(fact.canonical, fact.role) for fact in facts}


ECO = "福建省经济和信息化委员会"


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("省经信委组织专家对上报材料进行评审。评定为省级绿色工厂的企业名单将在省经信委门户网站予以公布，并从中择优推荐申报国家级。",
         {(ECO, "review"), (ECO, "recognise"), (ECO, "publish"), (ECO, "recommend")}),
        ("各设区市结合实际，选择基础条件好的企业、园区，制定创建实施计划。", {("设区市", "plan")}),
        ("企业可向各设区市经信部门申报，初审通过后上报省经信委。", {("企业", "apply"), ("设区市经济和信息化部门", "accept")}),
        ("各地市对申报单位进行审核，对无异议的单位推荐省经信委进行技术评审。",
         {("设区市", "accept"), ("设区市", "recommend"), (ECO, "review")}),
        ("委托第三方评价机构（由省经信委遴选并公布名单）开展现场评价。", {("第三方评价机构", "evaluate"), (ECO, "publish")}),
        ("上述奖励资金由各地市从专项资金中列支。", {("设区市", "fund")}),
        ("经省经信委论证认定的项目，给予用地保障。", {(ECO, "recognise")}),
        ("不配合省经信委监督管理工作的，取消资格。", {(ECO, "supervise")}),
        ("省经信委会同有关部门负责统筹部署、组织协调和监督检查。", {(ECO, "lead"), (ECO, "supervise")}),
        ("由省经信委委托专业机构对通过形式审查的项目开展专家评审。", {(ECO, "review"), ("专业机构", "review")}),
        ("自愿实施审核的单位可以向省经信委提出认定申请。", {("自愿实施审核的单位", "apply")}),
        ("满足上述条件的单位，根据通知向省经信委提交申报材料。", {("申报单位", "apply")}),
        ("给予补助。（责任单位：省经信委、财政厅；配合单位：省统计局）", {(ECO, "lead"), ("福建省财政厅", "lead")}),
        ("给予补助。（省经信委、财政厅按职责分工负责）", {(ECO, "lead"), ("福建省财政厅", "lead")}),
        ("给予补助。（省经信委牵头，省财政厅配合）", {(ECO, "lead")}),
        ("遴选一批行业领军企业作为牵头单位，组建联合体。", {("行业领军企业", "lead")}),
        ("建立全省绿色制造联席会议制度，定期通报情况。", {("全省绿色制造联席会议", "lead")}),
        ("省经信委组织专家对推荐名单进行评审，经公示无异议后公布名单。", {(ECO, "review"), (ECO, "publish")}),
        ("发改、财政等部门要积极争取资金扶持。", {("福建省发展和改革部门", "fund"), ("福建省财政部门", "fund")}),
        ("由省经信委对各设区市报送的申报材料进行形式审查。", {(ECO, "accept"), ("设区市", "recommend")}),
        ("对省经信委认定的省级绿色工厂，给予奖励。", {(ECO, "recognise")}),
        ("被省经信委评定为示范园区的，给予奖励。", {(ECO, "recognise")}),  # the reward is somebody else's
        ("经省委、省政府工作领导小组审核批准后，兑付奖励。",
         {("福建省委、福建省人民政府工作领导小组", "review"), ("福建省委、福建省人民政府工作领导小组", "recognise")}),
        ("评审结果经省政府同意后公布。", {("福建省人民政府", "recognise")}),
        ("公示无异议的，报省政府批准后，由省经信委发文公布。", {("福建省人民政府", "recognise"), (ECO, "publish")}),
        ("由政府成立投资项目验收组验收确认。", {("投资项目验收组", "review")}),
        ("核查报告应由具备资质的第三方核查机构出具。", {("第三方核查机构", "evaluate")}),
        # A bureau by its short name with a 和 in it; whose zone it founded; an office by its board; charged with parts of a procedure.
        ("省工业和信息化厅（以下简称省工信厅）组织评审，由省工信厅公布名单。",
         {("福建省工业和信息化厅", "review"), ("福建省工业和信息化厅", "publish")}),
        ("属于经省政府批准设立的工业园区。", set()),
        ("设立福建省质量奖评审委员会（以下简称评委会），评委会下设秘书处，秘书处设在省经信委。秘书处负责受理申报。",
         {("福建省质量奖评审委员会", "review"), (ECO, "lead"), ("福建省质量奖评审委员会秘书处", "accept")}),
        ("各市州经信部门负责本辖区的受理、初审和推荐工作。", {("市州经济和信息化部门", "accept"), ("市州经济和信息化部门", "recommend")}),
        ("各镇街（园区）经济发展部门对材料进行初审。", {("镇街（园区）经济发展部门", "accept")}),
        ("经县经信局审核后，于每年4月底前择优报送省经信委。",
         {("县经济和信息化局", "accept"), ("县经济和信息化局", "recommend")}),
        ("评审专家组对项目出具评审意见。", {("评审专家组", "review")}),
        ("园区管理机构、企业编制申报报告，提交所在县（市、区）经信部门。", {("园区管理机构", "apply"), ("企业", "apply")}),
        ("各相关单位向省政府申报奖励资料。", {("申报单位", "apply")}),
        ("由各乡镇参照以上奖励支持政策执行。", {("乡镇", "fund")}),
        # Places that share a body's name, and a body's other name in brackets.
        ("省、县水利部门负责本行政区域内灌区的资金拨付。", {("福建省水利部门", "fund"), ("县水利部门", "fund")}),
        ("镇人民政府（街道办事处）受理申请材料。", {("镇人民政府（街道办事处）", "accept")}),
        ("省经信委完善成果评审、认定等制度。", set()),
        ("各地发现的线索，经省经信委认定后纳入名单。", {(ECO, "recognise")}),
        ("茶农所在地镇人民政府对补贴资格进行确认。", {("镇人民政府", "recognise")}),
        ("省经信委统筹全省培育工作，每两年组织一次跟踪评估。", {(ECO, "lead"), (ECO, "supervise")}),
        ("各设区市应出台绿色工厂培育办法。", {("设区市", "plan")}),
        ("组建绿色工厂评价委员会，完善评价体系。", {("绿色工厂评价委员会", "review")}),
        ("给予补助。（责任单位：省经信委、省投资集团、各基础电信企业）",
         {(ECO, "lead"), ("福建省投资集团", "lead"), ("基础电信企业", "lead")}),
        # Where one is named as 牵头, those who are responsible beside it do not lead.
        ("给予补助。（牵头单位：省经信委；责任单位：省财政厅、省商务厅，各设区市政府）", {(ECO, "lead")}),
        ("给予补助。（牵头考核单位：省经信委）", {(ECO, "lead")}),
        ("给予补助。（责任单位：省经信委（牵头）、省财政厅）", {(ECO, "lead")}),
        ("给予补助。（省经信委牵头，省财政厅、省商务厅按职责分工负责）", {(ECO, "lead")}),
        ("给予补助。（省经信委、省供销社、团省委、省委金融办、各县（市、区）政府负责）",
         {(ECO, "lead"), ("福建省供销合作社联合社", "lead"), ("中国共产主义青年团福建省委员会", "lead"),
          ("中共福建省委金融委员会办公室", "lead"), ("县（市、区）人民政府", "lead")}),
        ("〔省经信委、福建工业展览集团和省税务局具体负责〕",
         {(ECO, "lead"), ("福建工业展览集团", "lead"), ("国家税务总局福建省税务局", "lead")}),
        ("省经信委要组织、引导企业参展。", {(ECO, "lead")}),
        ("参加省经信委组织的展会的，给予补助。", {(ECO, "lead")}),
        ("省经信委负责节能改造的有关工作。", {(ECO, "lead")}),
        ("省经信委根据项目受理情况开展评审，研究确定资助方案。", {(ECO, "review"), (ECO, "recognise")}),
        ("省经信委组织复审，必要时开展实地核查。", {(ECO, "review")}),
        ("省经信委要督促各相关企业，制定整改计划。", {(ECO, "supervise")}),
        ("项目选自省经信委公布的节能产品目录。", {(ECO, "publish")}),
        ("由园区运营方作为申报主体。", {("园区运营方", "apply")}),
        ("建设单位报省经信委审查。", {(ECO, "review")}),
        ("省经信委编制能源（含水、气，下同）利用规划。", {(ECO, "plan")}),
        ("省级专项小组的办公室设在省经信委，下设监督检查等三个组。", set()),
        ("乡镇人民政府、街道办事处应当协助做好监督管理工作。", set()),
        ("经监管部门批准设立的机构适用本方案。", set()),
        # Lists of the responsible: every item is a body, whatever it is called; assistants and unnamed ones are none.
        ("完善仓储设施。〔省商务厅、省邮政管理局、12家重点商贸集团和有关部门按职责分工负责〕",
         {("福建省商务厅", "lead"), ("福建省邮政管理局", "lead"), ("重点商贸集团", "lead")}),
        ("办好赛事。（省体育局牵头，省财政厅、各承办学校配合）", {("福建省体育局", "lead")}),
        ("扩大出口。（责任单位：省商务厅（牵头）、厦门海关、各专业市场管理公司）", {("福建省商务厅", "lead")}),
        # The steps of a procedure, each with its own subject.
        ("按照“家庭农场自愿申报、各设区市农业农村部门初审、省经信委认定”的程序办理。",
         {("家庭农场", "apply"), ("设区市农业农村部门", "accept"), (ECO, "recognise")}),
        ("申请人提出申请→各县（市、区）人社局受理→省经信委组织专家评审→公示名单。",
         {("申请人", "apply"), ("县（市、区）人力资源和社会保障局", "accept"), (ECO, "review"), (ECO, "publish")}),
        # Applicants by the build of the sentence.
        ("符合条件的农民专业合作社、家庭农场可向省经信委提出申请。", {("农民专业合作社", "apply"), ("家庭农场", "apply")}),
        ("对在岗满三年的毕业生，可申请生活补贴。", {("毕业生", "apply")}),
        ("小微企业可申请不超过三百万元的贷款。", set()),
        # Bodies that no list knows, by what they do.
        ("由海丝文化发展基金理事会审定资助名单。", {("海丝文化发展基金理事会", "recognise")}),
        ("资助方案报省人才工作领导小组批准后公布名单。", {("福建省人才工作领导小组", "recognise")}),
        ("省经信委不实施年度审查。", set()),
        ("经省经信委查证属实的，停止支持。", {(ECO, "supervise")}),
        # By what is done, whatever the words: looking through, making public, paying, deciding.
        ("省经信委应当定期对园区开展考评。", {(ECO, "review")}),
        ("省经信委、省财政厅等省级有关部门审查申报材料，出具意见。", {(ECO, "review"), ("福建省财政厅", "review")}),
        ("省经信委应当及时向社会披露超标企业名单。", {(ECO, "publish")}),
        ("省经信委通过综合服务平台公布评价结果。", {(ECO, "publish")}),
        ("省人民政府应当将绿色制造纳入财政政策体系予以支持。", {("福建省人民政府", "fund")}),
        ("补助经费由省财政承担。", {("福建省财政", "fund")}),
        ("省经信委将其列为绿色工厂培育对象。", {(ECO, "recognise")}),
        ("省经信委主管全省绿色制造工作。", {(ECO, "lead")}),
        ("省经信委应当会同有关部门建立统计制度。", {(ECO, "lead")}),
        ("省经信委应当会同有关部门编制发展规划。", {(ECO, "plan")}),
        ("具体办法由省委宣传部、财政厅另行研究制定。", {("中共福建省委宣传部", "plan"), ("福建省财政厅", "plan")}),
        ("方案由省政府常务会议审议。", {("福建省人民政府常务会议", "review")}),
        ("园区所在地政府负责园区的建设和管理工作。", {("园区所在地政府", "lead")}),
        ("由各镇（街道）进行前置审核把关。", {("镇（街道）", "accept")}),
        ("经数据提供部门审核同意后共享。", {("数据提供部门", "review")}),
        ("由各县人民政府向省政府提出申请。", {("县人民政府", "apply")}),
        # Not theirs: what others do with what they pass on, the occasion, what is set up, what they promise, what they did before.
        ("各市汇总后上报省经信委进行复审。", set()),
        ("省经信委在监督管理工作中落实绿色要求。", set()),
        ("省经信委应当完善绩效评价等机制。", set()),
        ("人民法院应当建立破产工作协调机制。", set()),
        # No roles: encouraged bodies, mere recipients, unnamed ones, cited issuers, what others decide, breaches.
        ("鼓励各地市制定资金扶持办法，安排配套资金。", set()),
        ("企业应当将数据报送省经信委。", set()),
        ("有关部门应当加强监督检查。", set()),
        ("按照省经信委印发的通知执行。", set()),
        ("名单在省经信委网站公示。公示无异议的单位确定为示范单位。", {(ECO, "publish")}),
        ("省统计局协助开展监督检查。", set()),
        ("支持企业牵头组建创新联合体。", set()),
        ("本方案由省经信委负责解释。", set()),
        ("本方案已经省政府同意，现印发给你们。", set()),
        ("省经信委不再受理其申报。", set()),
        ("发改、财政等部门，按照各自职责，做好服务。", set()),
    ],
)  # fmt: skip
def test_roles(sentences: str, expected: set[tuple[str, str]]) -> None:
    assert roles(sentences) == expected


def test_duties_listed_below_a_lead_in() -> None:
    text = (
        "深圳市研发补助管理办法\n第一条 为规范管理，制定本办法。\n第二条 市科技行政主管部门是项目的主管部门，主要职责包括：\n"
        "（一）组织项目受理和形式审查；\n（二）对项目实施情况进行监督管理；\n（三）科研诚信管理。\n第三条 本办法适用于本市。\n"
    )
    found = {(fact.role, fact.path) for fact in agency.read(prepare(outline("case", text)))}
    assert {role for role, _ in found} == {"lead", "accept", "supervise"}
    assert ("supervise", "第二条/（二）") in found


def test_issuers() -> None:
    text = (
        "关于开展绿色制造体系建设的通知\n各有关单位：\n为加快绿色发展，我厅决定开展创建工作。\n"
        "一、内容\n开展创建。\n二、要求\n加强领导。\n福建省工业和信息化厅\n2020年1月2日\n"
    )
    facts = [fact for fact in agency.read(prepare(outline("case", text))) if fact.role == "issue"]
    assert [(fact.name, fact.canonical) for fact in facts] == [("福建省工业和信息化厅", "福建省工业和信息化厅")]
    by_number = (
        "工信厅节函〔2016〕586号\n各省、自治区、直辖市工业和信息化主管部门：\n我部决定开展工作。\n一、思路\n推进。\n二、目标\n建成。\n"
    )
    facts = [fact for fact in agency.read(prepare(outline("case", by_number))) if fact.role == "issue"]
    assert [(fact.name, fact.canonical) for fact in facts] == [("我部", "工业和信息化部")]  # the ministry, not the office of the number


def test_each_card_says_who_issued_its_document() -> None:
    card = "{n}.{name}补助\n{name}补助\n依据文件\n《{name}补助办法》\n发文机构\n{body}\n发文字号\n某发〔2022〕{n}号\n服务对象\n企业\n"
    text = card.format(n=1, name="种业", body="北京市农业农村局、北京市财政局") + card.format(n=2, name="展览", body="北京市商务局")
    issuers = [fact.canonical for fact in agency.read(prepare(outline("case", text))) if fact.role == "issue"]
    assert issuers == ["北京市农业农村局", "北京市财政局", "北京市商务局"]


def test_a_statute_s_departments_are_those_of_every_place() -> None:
    text = (
        "杭州市科普条例\n第一条 为了发展科普事业，制定本条例。\n第二条 市和县（市）区科技主管部门负责本行政区域内科普工作的统筹协调。\n"
        "第三条 科技主管部门应当编制科普工作规划。\n第四条 市和县（市）区人民政府应当设立科普专项资金。\n"
        "第五条 科技主管部门及其工作人员未履行监督检查职责的，给予处分。\n"
    )
    found = {(fact.canonical, fact.role) for fact in agency.read(prepare(outline("case", text)))}
    own, others = "杭州市", "县（市）区"
    assert found == {
        (own + "科技主管部门", "lead"), (others + "科技主管部门", "lead"), (own + "科技主管部门", "plan"),
        (others + "科技主管部门", "plan"),
        (own + "人民政府", "fund"), (others + "人民政府", "fund"),
    }  # fmt: skip


def test_one_fact_for_each_body_and_role_and_none_from_liability() -> None:
    text = (
        "山东省节能条例\n第一章 总则\n第一条 省工业和信息化厅负责监督检查。\n第二条 省工业和信息化厅组织开展监督检查。\n"
        "第二章 法律责任\n第三条 由省公安厅监督检查并处罚款。\n"
    )
    found = [(fact.canonical, fact.role) for fact in agency.read(prepare(outline("case", text)))]
    assert found.count(("山东省工业和信息化厅", "supervise")) == 1
    assert not [body for body, _ in found if "公安" in body]
