// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionspage.h"

#include "emptypage.h"

#include <QLocale>
#include <QPushButton>
#include <QStyle>

using namespace Qt::StringLiterals;

SessionsPage::SessionsPage(SessionModel &sessions, SessionFilter &filter, QWidget *parent)
    : QStackedWidget(parent)
    , m_sessions(sessions)
    , m_filter(filter)
    , m_splitter(new QSplitter)
    , m_table(new SessionTable(sessions, filter))
    , m_details(new SessionDetails)
    , m_nothing(new EmptyPage(u"state-pending"_s))
    , m_noMatch(new EmptyPage(u"action-search"_s))
{
    m_nothing->setWords(
        tr("Nothing is running"),
        tr("Generations started in a terminal, a script or this window show up here by themselves."));
    connect(m_nothing->addButton(tr("Generate…")), &QPushButton::clicked, this,
            &SessionsPage::generateWished);
    connect(m_nothing->addButton(tr("Copy a command to try")), &QPushButton::clicked, this,
            &SessionsPage::copyCommandWished);
    connect(m_noMatch->addButton(tr("Clear filter")), &QPushButton::clicked, this,
            &SessionsPage::clearFilterWished);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    addWidget(m_splitter);
    addWidget(m_nothing);
    addWidget(m_noMatch);
    connect(m_table, &SessionTable::chosen, this, &SessionsPage::onChosen);
    connect(m_details, &SessionDetails::backWished, this, &SessionsPage::backToSessions);
    connect(&sessions, &SessionModel::countsChanged, this, &SessionsPage::onModelChanged);
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&filter, changed, this, &SessionsPage::choosePage);
    connect(&filter, &QAbstractItemModel::layoutChanged, this, &SessionsPage::choosePage);
    arrange();
    choosePage();
}

QWidget *SessionsPage::currentPane() const
{
    if (currentWidget() != m_splitter)
        return currentWidget();
    return m_table->isVisibleTo(m_splitter) ? static_cast<QWidget *>(m_table) : m_details;
}

void SessionsPage::setWidthClass(WidthClass width)
{
    if (std::exchange(m_width, width) == width)
        return;
    m_detailsOpen = false;
    m_table->columns().setNarrow(width == WidthClass::Narrow);
    arrange();
}

void SessionsPage::setDetailsPlace(DetailsPlace place)
{
    m_place = place;
    arrange();
}

void SessionsPage::setSplitterState(const QByteArray &state)
{
    if (!state.isEmpty())
        m_splitter->restoreState(state);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    arrange();
}

void SessionsPage::openDetails()
{
    if (m_width == WidthClass::Narrow) {
        m_detailsOpen = true;
        arrange();
    } else if (m_place == DetailsPlace::Hidden) {
        setDetailsPlace(DetailsPlace::Automatic);
    }
    if (QWidget *first = m_details->firstStop())
        first->setFocus(Qt::OtherFocusReason);
}

void SessionsPage::backToSessions()
{
    m_detailsOpen = false;
    arrange();
    m_table->setFocus();
}

bool SessionsPage::detailsInSight() const
{
    return isVisible() && currentWidget() == m_splitter && m_details->isVisibleTo(m_splitter);
}

void SessionsPage::renewDetails()
{
    const QString id = m_details->shown().id();
    const FollowedSession *session = m_sessions.session(id);
    if (session)
        m_details->setSession(m_sessions.shown(id));
}

void SessionsPage::renewScope()
{
    m_table->selectFirst();
    const QString &project = m_details->shown().session.project;
    const bool inScope
        = !m_details->shown().isNone() && (m_filter.project().isEmpty() || project == m_filter.project());
    if (m_table->selectedIds().isEmpty() && !inScope) {
        m_details->showNothing();
        Q_EMIT detailsChanged();
    }
    choosePage();
}

void SessionsPage::leaveDismissed()
{
    if (!m_sessions.isDismissed(m_details->shown().id()))
        return;
    m_details->showNothing();
    Q_EMIT detailsChanged();
    choosePage();
}

void SessionsPage::arrange()
{
    const bool narrow = m_width == WidthClass::Narrow;
    const bool right = m_place == DetailsPlace::Right
        || (m_place == DetailsPlace::Automatic && m_width == WidthClass::Wide);
    const Qt::Orientation orientation = right ? Qt::Horizontal : Qt::Vertical;
    const bool turned = m_splitter->orientation() != orientation;
    m_splitter->setOrientation(orientation);
    m_splitter->setStretchFactor(0, right ? 1 : 3);
    m_splitter->setStretchFactor(1, right ? 0 : 2);
    const int scrollBar = m_table->style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_table);
    m_table->setMinimumWidth(narrow ? 0 : std::max(m_table->columns().smallestTable() + scrollBar, 380));
    m_details->setMinimumWidth(right && !narrow ? 240 : 0);
    m_details->setMinimumHeight(right || narrow ? 0 : 120);
    m_table->setVisible(!narrow || !m_detailsOpen);
    m_details->setVisible(narrow ? m_detailsOpen : m_place != DetailsPlace::Hidden);
    m_details->setBackButton(narrow);
    if (turned || m_splitter->sizes().value(1) == 0) {
        if (right)
            m_splitter->setSizes({std::max(width() - 301, 380), 300});
        else
            m_splitter->setSizes({height() * 3 / 5, height() * 2 / 5});
    }
    Q_EMIT detailsChanged();
}

void SessionsPage::choosePage()
{
    QWidget *page = m_splitter;
    if (m_filter.rowCount() == 0 && m_filter.isFiltering() && m_filter.rowsInScope() > 0) {
        m_noMatch->setWords(m_filter.text().isEmpty() ? tr("No session needs attention.")
                                                      : tr("No session matches “%1”.").arg(m_filter.text()),
                            {});
        page = m_noMatch;
    } else if (m_filter.rowCount() == 0 && m_details->shown().isNone()) {
        page = m_nothing;
    }
    if (page == currentWidget())
        return;
    setCurrentWidget(page);
    Q_EMIT detailsChanged();
}

void SessionsPage::onChosen()
{
    const QStringList ids = m_table->selectedIds();
    if (ids.size() > 1)
        showSeveral(ids);
    else if (ids.size() == 1 && m_sessions.session(ids.first())) {
        m_details->setSession(m_sessions.shown(ids.first()));
        m_sessions.markSeen(ids.first());
    }
    Q_EMIT detailsChanged();
}

void SessionsPage::showSeveral(const QStringList &ids)
{
    QMap<QString, int> states;
    int live = 0;
    for (const QString &id : ids) {
        ++states[m_sessions.faceOf(id).label];
        const FollowedSession *session = m_sessions.session(id);
        live += session && session->isLive();
    }
    QStringList counts;
    for (auto it = states.cbegin(); it != states.cend(); ++it)
        counts << tr("%1 %2", "3 Generating").arg(QLocale().toString(it.value()), it.key());
    m_details->showSeveral(tr("%n sessions: %1", nullptr, int(ids.size())).arg(counts.join(tr(", "))), live);
}

void SessionsPage::onModelChanged()
{
    if (m_details->shown().isNone() && m_table->selectedIds().isEmpty() && m_filter.rowCount() > 0)
        m_table->selectFirst();
    renewDetails();
    choosePage();
}
